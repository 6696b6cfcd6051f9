// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.cost.Assumptions;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Sizing;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All that a plan is made from. What is absent is replaced by a stated assumption.
///
/// @param chosen the way to run it that the estimate chose
/// @param variant what ships instead of the model as it is
/// @param batch how long scoring in batch takes, where it is asked for and was measured
public record PlanRequest(
    Project project,
    ModelFacts model,
    Optional<Profile> profile,
    Optional<Candidate> chosen,
    Optional<Evaluation> evaluation,
    Assumptions assumptions,
    Optional<ChosenVariant> variant,
    Optional<BatchEstimate> batch) {

  /// CPU of one request besides the model, where a profile measured it.
  Optional<Duration> measuredServingCpu() {
    return profile.flatMap(
        p -> p.serving().map(cost -> cost.besides(p.closed().cpuPerInference())));
  }

  /// The same, or what is assumed.
  Duration servingCpu() {
    return measuredServingCpu().orElse(assumptions.request().protocol());
  }

  /// What replicas must hold, with what a served request takes besides its inference and its CPU.
  Sizing.Rules rules(List<LatencyLimit> limits) {
    Duration besides =
        profile
            .flatMap(p -> p.here().map(here -> here.besides(p.closed().service().mean())))
            .map(all -> all.minus(servingCpu()))
            .orElse(Duration.ZERO);
    return assumptions.rules(limits, besides.isNegative() ? Duration.ZERO : besides);
  }

  /// With the usual assumptions, before anything was served.
  public static PlanRequest of(
      Project project, ModelFacts model, Profile profile, Optional<Candidate> chosen) {
    return new PlanRequest(
        project,
        model,
        Optional.of(profile),
        chosen,
        Optional.empty(),
        Assumptions.of(project),
        Optional.empty(),
        Optional.empty());
  }

  /// The same of a variant of the model; without one, of the model as it is.
  public PlanRequest of(Optional<ChosenVariant> shipped) {
    return new PlanRequest(
        project, model, profile, chosen, evaluation, assumptions, shipped, batch);
  }

  /// The same, with how long scoring in batch takes.
  public PlanRequest with(Optional<BatchEstimate> scored) {
    return new PlanRequest(
        project, model, profile, chosen, evaluation, assumptions, variant, scored);
  }
}
