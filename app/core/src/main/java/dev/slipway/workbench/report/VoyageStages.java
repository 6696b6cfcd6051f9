// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.cost.Estimate;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Stage.Standing;
import dev.slipway.workbench.report.Stage.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Where each stage of a voyage stands. Whoever shows that something is stale, failing or not begun
/// asks here, so that no two places tell it differently.
public final class VoyageStages {

  /// The objective on scoring in batch, as a judgement names it.
  public static final String BATCH = "batch";

  private final Voyage voyage;
  private final List<JudgedObjective> objectives;

  private VoyageStages(Voyage voyage, List<JudgedObjective> objectives) {
    this.voyage = voyage;
    this.objectives = objectives;
  }

  /// All stages, in their order.
  ///
  /// @param objectives each stated objective with its verdict
  public static List<Standing> of(Voyage voyage, List<JudgedObjective> objectives) {
    var stages = new VoyageStages(voyage, objectives);
    return Stream.of(Stage.values()).map(stages::standing).toList();
  }

  /// The stage that an objective is judged by.
  ///
  /// @param objective its name, such as `latency.p99`
  public static Stage judging(String objective) {
    return objective.startsWith("latency.") || objective.equals(BATCH)
        ? Stage.PROFILE
        : objective.startsWith("quality.")
            ? Stage.QUALITY
            : objective.equals("budget") ? Stage.COST : Stage.VERIFY;
  }

  private Standing standing(Stage stage) {
    return switch (stage) {
      case MODEL -> model();
      case OBJECTIVES -> stated();
      case DATA -> data();
      case QUALITY ->
          recorded(stage, voyage.evaluation(), "the model was not evaluated yet", otherMetric());
      case PROFILE ->
          recorded(stage, voyage.profile(), "the model was not measured yet", otherPeak());
      case COST -> cost();
      case EXPORT ->
          recorded(stage, voyage.bundle(), "no bundle was written yet", Optional.empty());
      case VERIFY -> verified();
      case CHECKLIST -> checklist();
    };
  }

  private Standing model() {
    return voyage.inspection().findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .findFirst()
        .map(failed -> new Standing(Stage.MODEL, State.FAILING, failed.check()))
        .orElse(new Standing(Stage.MODEL, State.DONE, ""));
  }

  private Standing stated() {
    Objectives stated = voyage.project().project().objectives();
    boolean any = !objectives.isEmpty() || stated.traffic().isPresent();
    return any
        ? new Standing(Stage.OBJECTIVES, State.DONE, "")
        : new Standing(
            Stage.OBJECTIVES, State.NOT_BEGUN, "slipway.yaml states no objective with a number");
  }

  private Standing data() {
    List<Finding> findings =
        voyage.data().stream().flatMap(report -> report.findings().stream()).toList();
    if (voyage.data().isEmpty()) {
      return new Standing(Stage.DATA, State.NOT_BEGUN, "slipway.yaml names no reference data");
    }
    long failed = findings.stream().filter(Finding.Failed.class::isInstance).count();
    if (failed > 0) {
      return new Standing(Stage.DATA, State.FAILING, Words.count(failed, "data check") + " failed");
    }
    return findings.stream()
            .anyMatch(f -> f instanceof Finding.NotRun && f.check().equals(ShipReport.DATA_CHECKS))
        ? new Standing(Stage.DATA, State.BEGUN, "the data were not looked at to the end")
        : new Standing(Stage.DATA, State.DONE, "");
  }

  /// A stage with a stored result: stale before anything else, since a verdict that no longer holds
  /// is none.
  private Standing recorded(
      Stage stage, Optional<? extends Recorded<?>> result, String none, Optional<String> outgrown) {
    if (result.isEmpty()) {
      return new Standing(stage, State.NOT_BEGUN, none);
    }
    return result
        .flatMap(found -> found.stale().or(() -> outgrown))
        .map(why -> new Standing(stage, State.STALE, why))
        .or(() -> refuted(stage))
        .orElse(new Standing(stage, State.DONE, ""));
  }

  private Optional<Standing> refuted(Stage stage) {
    return judgedBy(stage, Verdict.NotMet.class::isInstance)
        .map(refuted ->
            new Standing(
                stage, State.FAILING, refuted.title() + " " + refuted.stated() + " is not met"));
  }

  private Optional<JudgedObjective> judgedBy(Stage stage, Predicate<Verdict> which) {
    return objectives.stream()
        .filter(each -> judging(each.name()) == stage && which.test(each.verdict()))
        .findFirst();
  }

  private Optional<String> otherMetric() {
    return voyage
        .evaluation()
        .map(Recorded::value)
        .flatMap(found ->
            voyage
                .project()
                .project()
                .objectives()
                .quality()
                .filter(quality -> !quality.isMeasuredBy(found))
                .map(quality ->
                    "it is of %s, and slipway.yaml asks for %s"
                        .formatted(found.metric(), quality.metric())));
  }

  /// A verdict outlives another peak where it follows from the one that was measured at.
  private Optional<String> otherPeak() {
    Optional<Rate> now = voyage.project().project().objectives().traffic().map(Traffic::peak);
    Optional<Rate> then = voyage.profile().flatMap(found -> found.value().peak());
    return now.isPresent()
            && then.isPresent()
            && !now.equals(then)
            && objectives.stream()
                .filter(each -> each.name().startsWith("latency."))
                .anyMatch(each -> each.verdict() instanceof Verdict.Inconclusive)
        ? Optional.of(
            "it was measured for a peak of %s, and the peak is %s now"
                .formatted(then.get(), now.get()))
        : Optional.empty();
  }

  private Standing cost() {
    if (voyage.profile().isEmpty()) {
      return new Standing(Stage.COST, State.NOT_BEGUN, "a plan rests on a profile");
    }
    if (voyage.estimate().isEmpty()) {
      return new Standing(Stage.COST, State.STALE, "the profile that it rests on no longer holds");
    }
    Estimate estimate = voyage.estimate().get();
    if (estimate.chosen().isEmpty()) {
      return new Standing(Stage.COST, State.FAILING, "no machine meets the objectives");
    }
    return refuted(Stage.COST).orElse(new Standing(Stage.COST, State.DONE, ""));
  }

  private Standing verified() {
    Standing found =
        recorded(
            Stage.VERIFY, voyage.verification(), "no bundle was verified yet", Optional.empty());
    long failed =
        voyage.verification().stream()
            .flatMap(each -> each.value().findings().stream())
            .filter(Finding.Failed.class::isInstance)
            .count();
    return found.state() == State.DONE && failed > 0
        ? new Standing(Stage.VERIFY, State.FAILING, Words.count(failed, "check") + " failed")
        : found;
  }

  private Standing checklist() {
    Checklist checklist = voyage.checklist();
    return items(Checklist.State.FAIL, "failing")
        .or(() -> items(Checklist.State.ERROR, "failing"))
        .map(why -> new Standing(Stage.CHECKLIST, State.FAILING, why))
        .or(() ->
            items(Checklist.State.STALE, "stale")
                .map(why -> new Standing(Stage.CHECKLIST, State.STALE, why)))
        .orElseGet(() -> {
          if (checklist.heldBy().isEmpty()) {
            return new Standing(Stage.CHECKLIST, State.DONE, "");
          }
          return checklist.lines().stream().anyMatch(Checklist.Line::recorded)
              ? new Standing(Stage.CHECKLIST, State.BEGUN, "items are open")
              : new Standing(Stage.CHECKLIST, State.NOT_BEGUN, "nothing was recorded yet");
        });
  }

  private Optional<String> items(Checklist.State state, String word) {
    long count = voyage.checklist().lines().stream().filter(line -> line.state() == state).count();
    return count == 0
        ? Optional.empty()
        : Optional.of(Words.count(count, "item") + " " + (count == 1 ? "is " : "are ") + word);
  }
}
