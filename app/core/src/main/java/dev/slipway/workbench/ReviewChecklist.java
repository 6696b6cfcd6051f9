// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.ChecklistContext;
import dev.slipway.checklist.ChecklistEvaluator;
import dev.slipway.objective.Objectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the evidence and says which items of the catalogue are met.
public final class ReviewChecklist {

  private final Bench bench;
  private final Hashes hashes;
  private final StateObjectives state;

  ReviewChecklist(Bench bench, StateObjectives state) {
    this.bench = bench;
    this.hashes = new Hashes();
    this.state = state;
  }

  /// States the objectives anew, then reviews.
  public Checklist review(OpenedProject opened) throws ProblemException {
    state.keep(opened, InspectModel.look(opened.model()).model().sha256());
    return look(opened);
  }

  /// Reviews without leaving a trace.
  public Checklist look(OpenedProject opened) throws ProblemException {
    Map<String, String> now = hashes.of(opened);
    Sha256 model = new Sha256(now.get("model"));
    return ChecklistEvaluator.evaluate(
        bench.catalogue(),
        bench.ledger().entries(opened.project().name()),
        bench.ledger().waivers(opened.project().name()),
        new ChecklistContext(
            opened.project().name(),
            opened.release(model),
            now,
            flags(opened),
            settings(opened.project().objectives()),
            bench.clock().instant()));
  }
}
