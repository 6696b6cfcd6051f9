// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Rate;
import dev.slipway.cost.Assumptions;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.LoadCurve;
import dev.slipway.cost.Numbers;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.cost.ServiceTimes;
import dev.slipway.cost.Sizing;
import dev.slipway.plan.Choice.Basis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/// How many replicas, what CPU each asks for, and how they scale, spread and roll out.
final class SizeRules {

  /// From rising load to a replica that answers: metrics, decision, scheduling, image, start.
  private static final int REACTION_SECONDS = 180;

  private final PlanRequest request;
  private final Grounds grounds;
  private final Assumptions assumed;
  private final Sizing.Rules rules;
  private final Choice<Double> rate;
  private final double planned;
  private final int atPeak;

  SizeRules(PlanRequest request, Grounds grounds) {
    this.request = request;
    this.grounds = grounds;
    this.assumed = request.assumptions();
    this.rules = assumed.rules(grounds.limits());
    this.rate = rate();
    this.planned = grounds.traffic().value().peak().perSecond() * assumed.headroom().surge();
    this.atPeak =
        request.chosen().map(Candidate::replicas).orElseGet(() -> here(planned).replicas());
  }

  private Sizing here(double arrivals) {
    return Sizing.of(new Sizing.Capacity(rate.value(), rate.value()), arrivals, rules);
  }

  private Choice<Double> rate() {
    Optional<Rate> there = request.chosen().flatMap(Candidate::replicaRate);
    if (there.isPresent()) {
      Candidate chosen = request.chosen().get();
      boolean measured = chosen.badge().startsWith("measured");
      return new Choice<>(
          there.get().perSecond(),
          measured ? Basis.MEASURED : Basis.ASSUMED,
          ("%s; on %s (%s) nine in ten would serve %s within the objectives and %s"
                  + " utilisation%s")
              .formatted(
                  grounds.times().because(),
                  chosen.type(),
                  chosen.service(),
                  there.get(),
                  Numbers.percent(assumed.headroom().ceiling()),
                  measured ? "" : ": carried over by a published index, not measured there"));
    }
    ServiceTimes times = grounds.times().value().at(1, request.serving().toNanos() / 1e9);
    Sizing.Capacity capacity = Sizing.capacity(times, rules);
    double each = capacity.slo() > 0 ? capacity.rate() : capacity.utilisation();
    return new Choice<>(
        each,
        grounds.times().basis(),
        "%s; within the objectives and %s utilisation, on a machine like this one: no estimate"
            .formatted(grounds.times().because(), Numbers.percent(assumed.headroom().ceiling())));
  }

  void choose(Draft draft) {
    draft.put(
        PlanKeys.PEAK_RATE,
        planned,
        grounds.traffic().basis(),
        "%s; times %s for surges"
            .formatted(grounds.traffic().because(), Numbers.brief(assumed.headroom().surge())));
    draft.put(PlanKeys.REPLICA_RATE, below(rate.value()), rate.basis(), rate.because());
    draft.put(
        PlanKeys.ZONES,
        assumed.headroom().zones(),
        Basis.RULE,
        "spread over %d zones, so that losing one takes a part of the replicas"
            .formatted(assumed.headroom().zones()));
    replicas(draft);
    cpuRequest(draft);
    scaling(draft);
    changes(draft);
  }

  /// Three significant digits, rounded down.
  private static double below(double rate) {
    return new BigDecimal(rate).round(new MathContext(3, RoundingMode.DOWN)).doubleValue();
  }

  private void replicas(Draft draft) {
    LoadCurve curve = LoadCurve.of(grounds.traffic().value());
    double ramp = curve.steepest(REACTION_SECONDS);
    double arrivals = curve.lowest() + ramp;
    int fewest = Math.min(atPeak, here(arrivals).replicas());
    draft.put(
        PlanKeys.REPLICAS_MIN,
        fewest,
        Basis.RULE,
        ("at least 2, and enough for the quietest hour (%s) and its rise within the %d s that a new"
             + " replica needs (%s more, if rates rise evenly within an hour), with one of %d zones"
             + " lost, at %s a replica")
            .formatted(
                new Rate(curve.lowest()),
                REACTION_SECONDS,
                new Rate(ramp),
                assumed.headroom().zones(),
                new Rate(rate.value())));
    draft.put(
        PlanKeys.REPLICAS_MAX,
        atPeak * 2,
        Basis.RULE,
        ("the planned peak of %s needs %d (%s decides); twice as many, so that a person decides"
                + " only beyond that")
            .formatted(new Rate(planned), atPeak, binding()));
    draft.put(
        PlanKeys.REPLICAS_STAGING,
        1,
        Basis.RULE,
        "staging shows that a release works, not that it survives a zone");
  }

  private String binding() {
    return request.chosen().map(Candidate::binding).orElseGet(() -> here(planned).binding());
  }

  private void cpuRequest(Draft draft) {
    int cores = grounds.threads().value();
    int left = atPeak - Math.ceilDiv(atPeak, assumed.headroom().zones());
    double each = planned / Math.max(1, left);
    int millicores =
        request
            .chosen()
            .flatMap(Candidate::replica)
            .map(ReplicaSize::millicores)
            .orElseGet(() ->
                ReplicaSize.millicores(
                    each, grounds.cpu().value(), assumed.headroom().ceiling(), cores));
    boolean least = millicores == ReplicaSize.LEAST_MILLICORES;
    draft.put(
        PlanKeys.CPU_REQUEST,
        millicores,
        grounds.cpu().basis(),
        "%s, times %s a replica with a zone lost, divided by the %s that is planned for%s%s"
            .formatted(
                grounds.cpu().because(),
                new Rate(each),
                Numbers.percent(assumed.headroom().ceiling()),
                request.chosen().map(c -> ", slowed down as " + c.type() + " may be").orElse(""),
                least ? "; no less than 100, for probes, metrics and the collector" : ""));
  }

  private void scaling(Draft draft) {
    int target = (int) Math.round(assumed.headroom().ceiling() * 100);
    draft.put(
        PlanKeys.CPU_TARGET,
        target,
        Basis.RULE,
        ("percent of the CPU request, which is the planned rate divided by this same %d %%: above"
                + " it waits grow steeply")
            .formatted(target));
    draft.put(
        PlanKeys.SCALE_DOWN_WINDOW,
        300,
        Basis.RULE,
        "the autoscaler's own default of 5 minutes, longer than the %d s that a new replica needs,"
                .formatted(REACTION_SECONDS)
            + " so that a short lull takes none away");
  }

  private void changes(Draft draft) {
    int fewest = draft.value(PlanKeys.REPLICAS_MIN);
    int taken = Math.max(1, fewest / 4);
    draft.put(
        PlanKeys.MAX_UNAVAILABLE,
        taken,
        Basis.RULE,
        "a quarter of the %d smallest replicas, at least one, so that nodes can be drained"
            .formatted(fewest));
    draft.put(
        PlanKeys.MAX_SKEW,
        1,
        Basis.RULE,
        "no zone holds more than one replica above another, as the count for a lost zone assumes");
    draft.put(
        PlanKeys.SURGE,
        taken,
        Basis.RULE,
        "new replicas start before old ones stop, a quarter of %d at a time, so that a rollout takes"
                .formatted(fewest)
            + " no capacity away");
  }
}
