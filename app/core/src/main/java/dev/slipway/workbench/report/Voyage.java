// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.bundle.Bundle;
import dev.slipway.checklist.Checklist;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.FleetByHand;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataStudy;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.inspect.Inspection;
import dev.slipway.plan.ByHand;
import dev.slipway.plan.Plan;
import dev.slipway.profile.OnTarget;
import dev.slipway.profile.Profile;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.search.PricedSearch;
import dev.slipway.workbench.variants.VariantStanding;
import java.util.List;
import java.util.Optional;

/// Everything known of a project at one moment: what each stage left, the last of each kind.
///
/// @param data reports on the reference and the holdout data
/// @param study what the two hold, and how they differ
/// @param target how the deployed service answered
/// @param search the settings that were looked for, with what they would cost
/// @param variants where each form of the model stands
/// @param batch how long scoring in batch takes, and what it costs; empty where it is not asked for
///   or was not measured
/// @param plan made from the profile, the objectives and the price book; empty without a profile
public record Voyage(
    OpenedProject project,
    Inspection inspection,
    List<DataReport> data,
    Optional<Recorded<DataStudy>> study,
    Optional<Recorded<Evaluation>> evaluation,
    Optional<Recorded<ChampionComparison>> champion,
    Optional<Recorded<Profile>> profile,
    Optional<Recorded<OnTarget>> target,
    Optional<Recorded<PricedSearch>> search,
    List<VariantStanding> variants,
    Optional<Estimate> estimate,
    Optional<Plan> plan,
    Optional<Recorded<BatchEstimate>> batch,
    Optional<Recorded<Bundle>> bundle,
    Optional<Recorded<Verification>> verification,
    Checklist checklist) {

  public Voyage {
    data = List.copyOf(data);
    variants = List.copyOf(variants);
  }

  /// The project as it is planned and priced: without what is set by hand and was refused.
  public OpenedProject standing() {
    return plan.map(made -> project.byHand(ByHand.standing(project.project().byHand(), made)))
        .orElse(project);
  }

  /// What is set by hand of the fleet that is planned and priced.
  public FleetByHand fleetByHand() {
    return FleetByHand.of(standing().project().byHand());
  }
}
