// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Verdict;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.request.InputSizes;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole voyage on one page.
///
/// @param objectives each stated objective with its verdict
public record ShipReport(Voyage voyage, List<JudgedObjective> objectives) {

  public ShipReport {
    objectives = List.copyOf(objectives);
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
    tree.put("evaluation", voyage.evaluation());
    tree.put("profile", voyage.profile());
    tree.put("cost", voyage.estimate().flatMap(estimate -> estimate.chosen()));
    tree.put("bundle", voyage.bundle());
    tree.put("verification", voyage.verification());
    tree.put("checklist", voyage.checklist());
    return tree;
  }

  /// Judges each stated objective by what is known.
  public static ShipReport of(Voyage voyage) {
    return new ShipReport(voyage, VoyageObjectives.of(voyage));
  }

  /// Whether every objective is met and a bundle was verified without a failure.
  public boolean met() {
    return open() == 0 && verified() && !refuted() && madeUp().isEmpty();
  }

  /// What is to be said where the sizes of requests were made up.
  private Optional<InputSizes> madeUp() {
    return voyage
        .profile()
        .filter(profile -> profile.stale().isEmpty())
        .map(profile -> profile.value().inputs())
        .filter(InputSizes::madeUp);
  }

  private boolean verified() {
    return current().isPresent();
  }

  /// Of the bundle as it is now.
  private Optional<Verification> current() {
    return voyage.verification().filter(v -> v.stale().isEmpty()).map(Recorded::value);
  }

  /// Whether an objective is not met, or something failed in verification. What could not be judged
  /// here refutes nothing.
  public boolean refuted() {
    return objectives.stream().anyMatch(o -> o.verdict() instanceof Verdict.NotMet)
        || current().map(verification -> !verification.passed()).orElse(false);
  }

  /// What all of it comes to, in a sentence.
  public String headline() {
    return verdict()
        + madeUp()
            .map(sizes ->
                " Nobody said how large a request is: %s. To judge it, %s."
                    .formatted(sizes.warning(), InputSizes.remedy()))
            .orElse("");
  }

  private String verdict() {
    if (refuted()) {
      return "Something is not met.";
    }
    if (met()) {
      return "Every objective is met, and nothing failed.";
    }
    return "Nothing failed."
        + (open() == 0 ? "" : " " + open() + " of the objectives could not be judged here.")
        + (verified() ? "" : " No bundle is verified as it is now.");
  }

  /// How many objectives could be neither met nor refuted.
  public long open() {
    return objectives.stream().filter(o -> o.verdict() instanceof Verdict.Inconclusive).count();
  }
}
