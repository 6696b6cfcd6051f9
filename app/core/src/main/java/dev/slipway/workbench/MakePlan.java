// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Words;
import dev.slipway.bundle.Outdated;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchEstimator;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.TrafficCosts;
import dev.slipway.cost.Workload;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.objective.Batch;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import dev.slipway.plan.ByHand;
import dev.slipway.plan.ChosenVariant;
import dev.slipway.plan.HandRules;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import dev.slipway.plan.ModelFacts;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanRequest;
import dev.slipway.plan.Planner;
import dev.slipway.profile.Profile;
import dev.slipway.score.ScoreSpeed;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.report.Voyage;
import dev.slipway.workbench.report.VoyageObjectives;
import dev.slipway.workbench.search.PriceSearch;
import dev.slipway.workbench.variants.VariantRecords;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Prices the service from its profile, and chooses every number that its artefacts need.
public final class MakePlan {

  /// A plan and what it was made from.
  ///
  /// @param variant what ships instead of the model as it is
  /// @param batch how long scoring in batch takes, where it is asked for and was measured
  public record Planned(
      Profile profile,
      Estimate estimate,
      Plan plan,
      Optional<ChosenVariant> variant,
      Optional<BatchEstimate> batch) {

    /// As plain maps, for JSON: the estimate, and each choice by its key.
    public Map<String, Object> asTree() {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("estimate", estimate);
      tree.put("plan", choices(plan));
      batch.ifPresent(found -> tree.put("batch", found));
      return tree;
    }

    private Planned telling(
        SortedMap<Settable, SetByHand> set, SortedMap<Settable, Problem> refused) {
      return refused.isEmpty()
          ? this
          : new Planned(profile, estimate, ByHand.telling(plan, set, refused), variant, batch);
    }

    Outdated.Planned exported() {
      return new Outdated.Planned(profile, estimate, plan, variant);
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
                    "value", choice.written(),
                    "unit", key.unit(),
                    "basis", Words.id(choice.basis()),
                    "because", choice.because())));
    return tree;
  }

  private final Supplier<PriceBook> prices;
  private final InstantSource clock;
  private final Trail trail;
  private final Shelf shelf;
  private final VariantRecords variants;

  MakePlan(
      Supplier<PriceBook> prices,
      InstantSource clock,
      Trail trail,
      Shelf shelf,
      VariantRecords variants) {
    this.prices = prices;
    this.clock = clock;
    this.trail = trail;
    this.shelf = shelf;
    this.variants = variants;
  }

  /// Prices by the same book.
  PriceSearch searches() {
    return new PriceSearch(prices.get());
  }

  static String command(OpenedProject opened) {
    return opened.command("plan");
  }

  /// @throws ProblemException when `slipway.yaml` chooses a variant that may not ship
  void requireShippable(OpenedProject opened) throws ProblemException {
    variants.chosen(opened);
  }

  /// Plans from the last profile of this model.
  public Planned plan(OpenedProject opened) throws ProblemException {
    return plan(opened, InspectModel.look(opened));
  }

  /// The plan, where all that it rests on is there and holds.
  Optional<Planned> ready(
      OpenedProject opened, Inspection inspection, Optional<Recorded<Profile>> last)
      throws ProblemException {
    boolean ready =
        last.filter(profile -> profile.stale().isEmpty()).isPresent()
            && (opened.variant().isEmpty()
                || variants.obstacle(opened, opened.variant().get()).isEmpty());
    return ready ? Optional.of(standing(opened, inspection, last.get().value())) : Optional.empty();
  }

  /// What was set by hand and cannot work any more, such as after a rise of the traffic, is told in
  /// the plan, which then has its own value: nothing of the project would be seen otherwise.
  private Planned standing(OpenedProject opened, Inspection inspection, Profile profile)
      throws ProblemException {
    Optional<ChosenVariant> variant = variants.chosen(opened);
    var held = new TreeMap<>(opened.project().byHand());
    var refused = new TreeMap<Settable, Problem>();
    var tried = plan(opened, inspection, profile, variant);
    while (!tried.refused().isEmpty()) {
      refused.putAll(tried.refused());
      held.keySet().removeAll(refused.keySet());
      tried = plan(opened.byHand(held), inspection, profile, variant);
    }
    return tried.planned().telling(opened.project().byHand(), refused);
  }

  /// A plan, and why values that were set by hand cannot work.
  private record Tried(Planned planned, SortedMap<Settable, Problem> refused) {}

  /// Why each value that is set by hand cannot work; empty where all can.
  SortedMap<Settable, Problem> refused(OpenedProject opened) throws ProblemException {
    if (opened.project().byHand().isEmpty()) {
      return Collections.emptySortedMap();
    }
    Inspection inspection = InspectModel.look(opened);
    return plan(opened, inspection, holding(opened, inspection), variants.chosen(opened)).refused();
  }

  /// Prices in other places, by the same book.
  public PriceElsewhere elsewhere() {
    return new PriceElsewhere(prices.get(), clock);
  }

  /// How values are set by hand.
  public SetPlanned byHand() {
    return new SetPlanned(this);
  }

  Planned plan(OpenedProject opened, Inspection inspection) throws ProblemException {
    Optional<ChosenVariant> variant = variants.chosen(opened);
    Tried tried = plan(opened, inspection, holding(opened, inspection), variant);
    if (!tried.refused().isEmpty()) {
      throw tried.refused().firstEntry().getValue().asException();
    }
    return tried.planned();
  }

  /// The last profile, where it holds.
  private Profile holding(OpenedProject opened, Inspection inspection) throws ProblemException {
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
    return last.get().value();
  }

  private Tried plan(
      OpenedProject opened, Inspection inspection, Profile profile, Optional<ChosenVariant> variant)
      throws ProblemException {
    Priced own = priced(opened.byHand(Collections.emptySortedMap()), inspection, profile, variant);
    Plan plan = Planner.plan(own.request());
    if (opened.project().byHand().isEmpty()) {
      return new Tried(own.planned(plan), Collections.emptySortedMap());
    }
    Priced set = priced(opened, inspection, profile, variant);
    Plan edited = Planner.plan(set.request(), plan);
    return new Tried(set.planned(edited), HandRules.refused(set.request(), edited));
  }

  /// What a plan is made from.
  private record Priced(PlanRequest request, Estimate estimate) {
    Planned planned(Plan plan) {
      return new Planned(
          request.profile().orElseThrow(), estimate, plan, request.variant(), request.batch());
    }
  }

  private Priced priced(
      OpenedProject opened, Inspection inspection, Profile profile, Optional<ChosenVariant> variant)
      throws ProblemException {
    Optional<BatchEstimate> batch =
        opened.project().objectives().batch().isEmpty()
            ? Optional.empty()
            : batch(opened, Shelf.Now.of(opened, inspection.model().sha256()))
                .filter(found -> found.stale().isEmpty())
                .map(Recorded::value);
    EstimateRequest request = EstimateRequest.of(workload(profile), opened.project());
    request.scope().require(prices.get());
    Estimate estimate = Estimator.estimate(request, prices.get(), today());
    PlanRequest plan =
        PlanRequest.of(
                opened.project(),
                ModelFacts.of(inspection, profile.inputs()),
                profile,
                estimate.chosen())
            .of(variant)
            .with(batch);
    return new Priced(plan, estimate);
  }

  /// How long scoring in batch takes, by the last run that was measured; empty where it is not
  /// asked for, or nothing was scored.
  Optional<Recorded<BatchEstimate>> batch(OpenedProject opened, Shelf.Now now)
      throws ProblemException {
    Optional<Batch> asked = opened.project().objectives().batch();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    return shelf
        .latest(opened, now, ScoreRows.KIND, ScoreSpeed.class, ScoreRows.command(opened))
        .map(found ->
            new Recorded<>(
                BatchEstimator.estimate(asked.get(), found.value(), opened.project(), prices.get()),
                found.at(),
                found.stale(),
                found.command()));
  }

  /// The objective on scoring in batch, judged by the last run; empty where there is none.
  Optional<JudgedObjective> batchJudged(OpenedProject opened, Shelf.Now now)
      throws ProblemException {
    var found = VoyageObjectives.ground(batch(opened, now), Judgement.NOT_SCORED);
    return opened.project().objectives().batch().map(asked -> Judgement.batch(asked, found));
  }

  /// What the offer that the estimate chose, and the cheapest, cost at other traffic; empty where
  /// it chose none. Nothing is kept.
  public Optional<TrafficCosts> atOtherTraffic(Voyage voyage, Progress progress)
      throws InterruptedException {
    Optional<Candidate> chosen = voyage.estimate().flatMap(Estimate::chosen);
    if (chosen.isEmpty() || voyage.profile().isEmpty()) {
      return Optional.empty();
    }
    Workload measured = workload(voyage.profile().get().value());
    EstimateRequest asked = EstimateRequest.of(measured, voyage.standing().project());
    return Optional.of(TrafficCosts.of(asked, prices.get(), chosen.get(), progress));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private Workload workload(Profile profile) {
    return Workload.of(profile, prices.get(), Optional.empty());
  }

  /// Plans, and keeps what it costs as evidence.
  public Planned keep(OpenedProject opened) throws ProblemException {
    Inspection inspection = InspectModel.look(opened);
    Sha256 model = inspection.model().sha256();
    Planned planned = plan(opened, inspection);
    var inputs = Fact.Inputs.none().and("model", model).and("objectives", opened.objectivesHash());
    var facts = new ArrayList<Fact>();
    // What rests on a made-up size proves nothing.
    if (!planned.profile().inputs().madeUp()) {
      planned.estimate().chosen().ifPresent(chosen -> facts.addAll(facts(chosen, inputs)));
    }
    planned
        .estimate()
        .budget()
        .ifPresent(
            verdict -> facts.add(Fact.of("cost.budget_verdict", verdict.inWords(), "", inputs)));
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

  /// The last profile; one of other settings than `slipway.yaml` states is stale.
  Optional<Recorded<Profile>> last(OpenedProject opened, Shelf.Now now) throws ProblemException {
    List<ServedCapacity.Pair> pairs = MeasureService.pairs(shelf, opened);
    return shelf
        .latest(opened, now, RunProfile.KIND, Profile.class, RunProfile.command(opened))
        .map(last -> last.stale().isPresent() ? last : last.stale(otherSettings(opened, last)))
        .map(last -> last.with(last.value().with(pairs)));
  }

  private static Optional<String> otherSettings(OpenedProject opened, Recorded<Profile> last) {
    Profile.Settings then = last.value().settings();
    Profile.Settings now = RunProfile.settings(opened);
    return then.threads() == now.threads()
            && then.optimisation().equalsIgnoreCase(now.optimisation())
            && then.batchRows().equals(now.batchRows())
        ? Optional.empty()
        : Optional.of(
            "it was measured with %s, and slipway.yaml says %s".formatted(said(then), said(now)));
  }

  private static String said(Profile.Settings settings) {
    return "%d thread%s, optimisation %s and %s"
        .formatted(
            settings.threads(),
            settings.threads() == 1 ? "" : "s",
            settings.optimisation().toLowerCase(Locale.ROOT),
            settings
                .batchRows()
                .map(rows -> "at most " + rows + (rows == 1 ? " row" : " rows") + " together")
                .orElse("the runtime's own batches"));
  }
}
