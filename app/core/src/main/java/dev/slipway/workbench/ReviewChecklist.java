// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.ChecklistContext;
import dev.slipway.checklist.ChecklistEvaluator;
import dev.slipway.evidence.Ledger;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the evidence and says which items of the catalogue are met.
public final class ReviewChecklist {

  private static final double HEADROOM = 1.2;

  private final Bench bench;
  private final StateObjectives state;
  private final StateFloor floor;

  ReviewChecklist(Bench bench, StateObjectives state, StateFloor floor) {
    this.bench = bench;
    this.state = state;
    this.floor = floor;
  }

  /// States the objectives anew, then reviews.
  public Checklist review(OpenedProject opened) throws ProblemException {
    Sha256 model = Hashes.of(opened.model());
    state.keep(opened, model);
    floor.judgeAgain(opened, model);
    return look(opened).about(Shell.word(opened.folder()));
  }

  /// Reviews without leaving a trace. The commands name no folder yet.
  Checklist look(OpenedProject opened) throws ProblemException {
    return look(opened, Shelf.Now.of(opened, Hashes.of(opened.model())), entries(opened));
  }

  /// What the ledger holds of a project.
  List<Ledger.Entry> entries(OpenedProject opened) throws ProblemException {
    return bench.ledger().entries(opened.records());
  }

  /// The same by hashes and entries that were read already.
  Checklist look(OpenedProject opened, Shelf.Now now, List<Ledger.Entry> entries)
      throws ProblemException {
    String name = opened.records();
    SortedSet<String> flags = flags(opened.project());
    if (isServed(opened.project())) {
      flags.add("service");
    }
    SortedMap<String, String> settings = settings(opened.project().objectives());
    champion(entries, flags, settings);
    return ChecklistEvaluator.evaluate(
        bench.catalogue(),
        entries,
        bench.ledger().waivers(name),
        new ChecklistContext(
            name, now.release(), now.hashes(), flags, settings, bench.clock().instant()));
  }

  /// Whoever once compared a release with the model in production has one; the allowed regression
  /// is what was last said.
  private static void champion(
      List<Ledger.Entry> entries, SortedSet<String> flags, SortedMap<String, String> settings) {
    for (Ledger.Entry entry : entries) {
      if (entry.evidence().key().equals(EvaluateModel.DELTA)) {
        flags.add("has-champion");
      }
    }
    entries.stream()
        .filter(entry -> entry.evidence().key().equals(EvaluateModel.ALLOWED))
        .max(Comparator.comparingLong(Ledger.Entry::sequence))
        .ifPresent(entry -> settings.put(EvaluateModel.ALLOWED, entry.evidence().value()));
  }

  /// Where nothing of a service is stated, what is exported decides.
  private boolean isServed(Project project) {
    Objectives stated = project.objectives();
    return bench.targets().serves(project.release().targets())
        || !stated.latency().isEmpty()
        || stated.traffic().isPresent()
        || stated.availability().isPresent();
  }

  private static SortedSet<String> flags(Project project) {
    var flags = new TreeSet<String>();
    if (project.release().targets().contains("kubernetes")) {
      flags.add("kubernetes");
    }
    if (project.objectives().batch().isPresent()) {
      flags.add("batch");
    }
    if (project.release().targets().contains("ecs")) {
      flags.add("ecs");
    }
    if (project.data().stream().anyMatch(d -> d.columnClasses().containsValue("personal"))) {
      flags.add("personal-data");
    }
    if (project.objectives().fairness().isPresent()) {
      flags.add("affects-people");
    }
    if (project.objectives().risk().equals(Optional.of(Objectives.Risk.HIGH))) {
      flags.add("high-risk");
    }
    return flags;
  }

  /// What items compare with, from the objectives.
  private static SortedMap<String, String> settings(Objectives objectives) {
    var settings = new TreeMap<String, String>();
    objectives
        .quality()
        .map(Objectives.Quality::floor)
        .ifPresent(floor -> settings.put("charter.model_floor", number(floor)));
    objectives.latency().stream()
        .filter(limit -> limit.at().percent() == 99)
        .forEach(limit ->
            settings.put("objectives.latency_p99_ms", number(limit.limit().toNanos() / 1e6)));
    objectives
        .traffic()
        .ifPresent(traffic -> {
          settings.put(
              "objectives.peak_rps_with_headroom", number(HEADROOM * traffic.peak().perSecond()));
        });
    objectives.fairness().ifPresent(gap -> settings.put("charter.fairness_limit", number(gap)));
    objectives.batch().ifPresent(batch -> settings.put("objectives.batch", batch.stated()));
    objectives
        .budget()
        .ifPresent(budget -> settings.put("objectives.budget_month", budget.toString()));
    return settings;
  }

  private static String number(double value) {
    return new BigDecimal(value, MathContext.DECIMAL32).stripTrailingZeros().toPlainString();
  }
}
