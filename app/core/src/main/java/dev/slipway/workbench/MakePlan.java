// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.Workload;
import dev.slipway.inspect.Inspection;
import dev.slipway.plan.ModelFacts;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanRequest;
import dev.slipway.plan.Planner;
import dev.slipway.profile.Profile;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Prices the service from its profile, and chooses every number that its artefacts need.
public final class MakePlan {

  /// A plan and what it was made from.
  public record Planned(Profile profile, Estimate estimate, Plan plan) {

    /// As plain maps, for JSON: the estimate, and each choice by its key.
    public Map<String, Object> asTree() {
      return Map.of("estimate", estimate, "plan", choices(plan));
    }
  }

  /// Each choice with its unit, by its key.
  static Map<String, Object> choices(Plan plan) {
    var tree = new LinkedHashMap<String, Object>();
    plan.choices()
        .forEach((key, choice) ->
            tree.put(
                key.name(),
                Map.of(
                    "value", choice.value(),
                    "unit", key.unit(),
                    "basis", choice.basis().name().toLowerCase(Locale.ROOT),
                    "because", choice.because())));
    return tree;
  }

  private final PriceBook prices;
  private final InstantSource clock;
  private final Trail trail;
  private final Shelf shelf;

  MakePlan(PriceBook prices, InstantSource clock, Trail trail, Shelf shelf) {
    this.prices = prices;
    this.clock = clock;
    this.trail = trail;
    this.shelf = shelf;
  }

  static String command(OpenedProject opened) {
    return "slipway plan " + opened.folder();
  }

  /// Plans from the last profile of this model.
  public Planned plan(OpenedProject opened) throws ProblemException {
    return plan(opened, InspectModel.look(opened.model()));
  }

  Planned plan(OpenedProject opened, Inspection inspection) throws ProblemException {
    Optional<Recorded<Profile>> last =
        last(opened, Shelf.Now.of(opened, inspection.model().sha256()));
    if (last.isEmpty() || last.get().stale().isPresent()) {
      throw Problem.input(
              "plan.no-profile",
              "There is no profile of this model",
              last.isEmpty()
                  ? "It was never measured, and a plan rests on measurements."
                  : "The last profile does not hold any more: " + last.get().stale().get() + ".",
              "Run " + RunProfile.command(opened))
          .asException();
    }
    return plan(opened, inspection, last.get().value());
  }

  Planned plan(OpenedProject opened, Inspection inspection, Profile profile) {
    Estimate estimate =
        Estimator.estimate(
            EstimateRequest.of(workload(profile), opened.project()),
            prices,
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    Plan plan =
        Planner.plan(
            PlanRequest.of(
                opened.project(), ModelFacts.of(inspection), profile, estimate.chosen()));
    return new Planned(profile, estimate, plan);
  }

  private Workload workload(Profile profile) {
    return Workload.of(profile, prices, Optional.empty(), Optional.empty());
  }

  /// Plans, and keeps what it costs as evidence.
  public Planned keep(OpenedProject opened) throws ProblemException {
    Inspection inspection = InspectModel.look(opened.model());
    Sha256 model = inspection.model().sha256();
    Planned planned = plan(opened, inspection);
    var inputs = Fact.Inputs.none().and("model", model).and("objectives", opened.objectivesHash());
    var facts = new ArrayList<Fact>();
    planned.estimate().chosen().ifPresent(chosen -> facts.addAll(facts(chosen, inputs)));
    trail.keep(opened, model, command(opened), facts);
    return planned;
  }

  private static List<Fact> facts(Candidate chosen, Fact.Inputs inputs) {
    return List.of(
        Fact.of(
            "cost.per_1k_predictions",
            chosen.perThousand().likely().amount().doubleValue(),
            chosen.perThousand().likely().currency().getCurrencyCode(),
            inputs),
        Fact.of(
            "cost.month",
            chosen.month().likely().amount().doubleValue(),
            chosen.month().likely().currency().getCurrencyCode(),
            inputs));
  }

  Optional<Recorded<Profile>> last(OpenedProject opened, Shelf.Now now) throws ProblemException {
    return shelf.latest(opened, now, RunProfile.KIND, Profile.class, RunProfile.command(opened));
  }
}
