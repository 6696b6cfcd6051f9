// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.request.InputSizes;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole voyage on one page.
///
/// @param objectives each stated objective with its verdict
/// @param open what this voyage could not do with the data, with the reason
public record ShipReport(Voyage voyage, List<JudgedObjective> objectives, List<Finding> open) {

  /// What is open where nobody could look at the data to the end.
  public static final String DATA_CHECKS = "data checks";

  public ShipReport {
    objectives = List.copyOf(objectives);
    open = List.copyOf(open);
  }

  /// As plain maps, for JSON.
  public Map<String, Object> asTree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("met", met());
    tree.put("refuted", refuted());
    tree.put("project", voyage.project().project().name());
    tree.put("release", voyage.project().release(voyage.inspection().model().sha256()));
    tree.put("headline", headline());
    tree.put("objectives", objectives);
    tree.put("data", voyage.data());
    tree.put("open", open);
    tree.put("evaluation", voyage.evaluation());
    tree.put("profile", voyage.profile());
    tree.put("cost", voyage.estimate().flatMap(estimate -> estimate.chosen()));
    voyage.batch().ifPresent(batch -> tree.put("batch", batch));
    tree.put("bundle", voyage.bundle());
    tree.put("verification", voyage.verification());
    tree.put("checklist", voyage.checklist());
    return tree;
  }

  /// Judges each stated objective by what is known.
  public static ShipReport of(Voyage voyage) {
    return of(voyage, List.of());
  }

  /// @param open what this voyage could not do with the data
  public static ShipReport of(Voyage voyage, List<Finding> open) {
    return new ShipReport(voyage, VoyageObjectives.of(voyage), open);
  }

  /// Whether every objective is met, the data are as they should be, and a bundle was verified
  /// without a failure.
  public boolean met() {
    return unjudged() == 0
        && verified()
        && !refuted()
        && dataFailures().isEmpty()
        && looked()
        && madeUp().isEmpty();
  }

  /// What is to be said where the sizes of requests were made up.
  private Optional<InputSizes> madeUp() {
    return voyage
        .profile()
        .filter(profile -> profile.stale().isEmpty())
        .map(profile -> profile.value().inputs())
        .filter(InputSizes::madeUp);
  }

  /// Whether nothing cut the checks of the data off.
  private boolean looked() {
    return notRun().noneMatch(open -> open.check().equals(DATA_CHECKS));
  }

  /// What was not run of this voyage, and of the look at the data before it.
  private Stream<Finding> notRun() {
    return Stream.concat(
            open.stream(),
            voyage.data().stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> finding.check().equals(DATA_CHECKS)))
        .filter(Finding.NotRun.class::isInstance);
  }

  /// Checks of the data that failed.
  private List<Problem> dataFailures() {
    return voyage.data().stream()
        .flatMap(report -> report.findings().stream())
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem())
        .toList();
  }

  private boolean verified() {
    return current().isPresent();
  }

  /// Of the bundle as it is now.
  private Optional<Verification> current() {
    return voyage.verification().filter(v -> v.stale().isEmpty()).map(Recorded::value);
  }

  /// What kept the bundle from being verified to the end, where that was the engine.
  public Optional<Problem> trouble() {
    return current().flatMap(Verification::trouble);
  }

  /// Whether an objective is not met, data leak or break a rule, or something failed in
  /// verification. What could not be judged here refutes nothing.
  public boolean refuted() {
    return objectives.stream().anyMatch(o -> o.verdict() instanceof Verdict.NotMet)
        || dataFailures().stream().anyMatch(p -> p.code().category() == Problem.Category.GATE)
        || current().map(verification -> !verification.passed()).orElse(false);
  }

  /// What all of it comes to, in a sentence.
  public String headline() {
    return verdict()
        + madeUp()
            .map(sizes ->
                " Nobody said how large a request is: %s. To judge it, %s."
                    .formatted(sizes.warning(), InputSizes.remedy()))
            .orElse("")
        + disturbed();
  }

  /// Where sizes were made up, they are the graver doubt.
  private String disturbed() {
    return voyage
        .profile()
        .filter(profile -> profile.stale().isEmpty() && madeUp().isEmpty())
        .filter(profile -> !profile.value().disturbedAnywhere().isEmpty())
        .map(profile ->
            " Other programs used the machine during the measurement: what is planned and"
                + " priced rests on slower times than it has; slipway profile --when-quiet 10m"
                + " measures again.")
        .orElse("");
  }

  private String verdict() {
    String failures = failures();
    if (refuted()) {
      return open("Something is not met." + failures);
    }
    if (met()) {
      return open(
          objectives.isEmpty()
              ? "No objective is stated." + orNothing(failures)
              : failures.isEmpty()
                  ? "Every objective is met, and nothing failed."
                  : "Every objective is met." + failures);
    }
    return open(
        (failures.isEmpty() ? nothingFailed() : noneRefuted() + failures)
            + (verified() ? "" : " No bundle is verified as it is now."));
  }

  private String nothingFailed() {
    return "Nothing failed."
        + (unjudged() == 0
            ? ""
            : " " + unjudged() + " of the objectives could not be judged here.");
  }

  private String noneRefuted() {
    if (objectives.isEmpty()) {
      return "No objective is stated.";
    }
    return unjudged() == 0
        ? "No objective failed."
        : "No objective failed; " + unjudged() + " could not be judged here.";
  }

  private static String orNothing(String failures) {
    return failures.isEmpty() ? " Nothing failed." : failures;
  }

  /// What failed beside the objectives and what was verified, in sentences; empty where nothing
  /// did.
  private String failures() {
    var text = new StringBuilder();
    int data = dataFailures().size();
    if (data > 0) {
      text.append(" " + Words.count(data, "data check") + " failed.");
    }
    if (voyage.estimate().filter(estimate -> estimate.chosen().isEmpty()).isPresent()) {
      text.append(" No machine meets the objectives.");
    }
    long items =
        voyage.checklist().lines().stream()
            .filter(line -> line.state() == Checklist.State.FAIL)
            .count();
    if (items > 0) {
      text.append(
          " %s of the checklist %s."
              .formatted(Words.count(items, "item"), items == 1 ? "fails" : "fail"));
    }
    return text.toString();
  }

  private String open(String before) {
    List<String> checks = notRun().map(Finding::check).distinct().toList();
    return checks.isEmpty() ? before : before + " Not run: " + String.join(", ", checks) + ".";
  }

  /// How many objectives could be neither met nor refuted.
  public long unjudged() {
    return objectives.stream().filter(o -> o.verdict() instanceof Verdict.Inconclusive).count();
  }
}
