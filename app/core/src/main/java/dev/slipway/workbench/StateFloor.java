// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps the lowest acceptable score before a model is scored, and then whether it came first. A
/// floor that is chosen after the score is known can stop nothing.
final class StateFloor {

  private static final String FLOOR = "charter.model_floor";
  private static final String VERDICT = "model.floor_verdict";
  private static final String GROUPS = "model.slices_verdict";
  private static final String SCORE = "model.holdout_score";

  private final Ledger ledger;
  private final Trail trail;
  private final Shelf shelf;

  StateFloor(Ledger ledger, Trail trail, Shelf shelf) {
    this.ledger = ledger;
    this.trail = trail;
    this.shelf = shelf;
  }

  /// Before the evaluation.
  void state(OpenedProject opened, Sha256 model) throws ProblemException {
    Optional<Quality> quality = opened.project().objectives().quality();
    if (quality.isPresent()) {
      trail.keep(
          opened,
          model,
          EvaluateModel.command(opened),
          List.of(
              Fact.of(
                  FLOOR,
                  quality.get().floor(),
                  quality.get().metric(),
                  Fact.Inputs.none().and(Hashes.FLOOR, Hashes.floor(opened).orElseThrow()))));
    }
  }

  /// After the evaluation: the floor as it is now against the first score of this release.
  void compare(OpenedProject opened, Sha256 model) throws ProblemException {
    Optional<Quality> quality = opened.project().objectives().quality();
    if (quality.isEmpty()) {
      return;
    }
    String release = opened.release(model);
    List<Ledger.Entry> entries = ledger.entries(opened.records());
    String now = Fact.of(FLOOR, quality.get().floor(), "", Fact.Inputs.none()).value();
    long stated = first(entries, e -> e.key().equals(FLOOR) && e.value().equals(now));
    long scored = first(entries, e -> e.key().equals(SCORE) && e.release().equals(release));
    trail.keep(
        opened,
        model,
        EvaluateModel.command(opened),
        List.of(
            Fact.of(
                "charter.floor_set_before_holdout",
                stated < scored,
                "",
                Fact.Inputs.none()
                    .and(Hashes.FLOOR, Hashes.floor(opened).orElseThrow())
                    .and("model", model))));
  }

  /// What the floor makes of an evaluation; nothing where none is stated.
  List<Fact> judged(OpenedProject opened, Sha256 model, Evaluation evaluation) {
    Optional<Quality> quality = opened.project().objectives().quality();
    if (quality.isEmpty()) {
      return List.of();
    }
    var inputs =
        Fact.Inputs.none()
            .and("model", model)
            .and("holdout", evaluation.holdout())
            .and(Hashes.FLOOR, Hashes.floor(opened).orElseThrow());
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of(VERDICT, quality.get().judge(evaluation).inWords(), "", inputs));
    // By another metric no group is below the floor, and none above it.
    if (quality.get().isMeasuredBy(evaluation)) {
      facts.add(Fact.of(GROUPS, quality.get().judgeSlices(evaluation).inWords(), "", inputs));
    }
    return facts;
  }

  /// Judges the last evaluation again, so that another floor needs no new one.
  void judgeAgain(OpenedProject opened, Sha256 model) throws ProblemException {
    Optional<Evaluation> last =
        shelf
            .latest(
                opened,
                Shelf.Now.of(opened, model),
                EvaluateModel.KIND,
                Evaluation.class,
                EvaluateModel.command(opened))
            .filter(evaluation -> evaluation.stale().isEmpty())
            .map(Recorded::value);
    if (last.isPresent()) {
      trail.keep(
          opened, model, opened.command("checklist"), judged(opened, model, last.orElseThrow()));
    }
  }

  private static long first(
      List<Ledger.Entry> entries, java.util.function.Predicate<Evidence> which) {
    return entries.stream()
        .filter(entry -> which.test(entry.evidence()))
        .mapToLong(Ledger.Entry::sequence)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
