// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.cost.Assumptions;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.LoadCurve;
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
  private final PlanFacts facts;
  private final Assumptions assumed;
  private final Sizing.Rules rules;
  private final Choice<Double> rate;
  private final double planned;
  private final int atPeak;

  SizeRules(PlanRequest request, PlanFacts facts) {
    this.request = request;
    this.facts = facts;
    this.assumed = request.assumptions();
    this.rules = request.rules(facts.limits());
    this.rate = rate();
    this.planned = facts.traffic().value().peak().perSecond() * assumed.headroom().surge();
    this.atPeak =
        request.chosen().map(Candidate::replicas).orElseGet(() -> sizedFor(planned).replicas());
  }

  private Sizing sizedFor(double arrivals) {
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
          ("%s; nine in ten machines of type %s (%s) would serve %s or more a replica, within the"
                  + " objectives and %s utilisation%s")
              .formatted(
                  facts.times().because(),
                  chosen.type(),
                  chosen.service(),
                  there.get(),
                  Numbers.percent(assumed.headroom().ceiling()),
                  measured
                      ? ""
                      : "; this follows from a published index and was not measured there"));
    }
    ServiceTimes times = facts.times().value().at(1, request.servingCpu().toNanos() / 1e9);
    Sizing.Capacity capacity = Sizing.capacity(times, rules);
    double each = capacity.slo() > 0 ? capacity.rate() : capacity.utilisation();
    return new Choice<>(
        each,
        facts.times().basis(),
        ("%s; a machine like this one serves this rate within the objectives and %s utilisation; no"
                + " machine was chosen")
            .formatted(facts.times().because(), Numbers.percent(assumed.headroom().ceiling())));
  }

  void choose(Draft draft) {
    draft.put(
        PlanKeys.PEAK_RATE,
        planned,
        facts.traffic().basis(),
        "%s; the peak times %s leaves room for surges"
            .formatted(facts.traffic().because(), Numbers.brief(assumed.headroom().surge())));
    draft.put(PlanKeys.REPLICA_RATE, below(rate.value()), rate.basis(), rate.because());
    draft.put(
        PlanKeys.ZONES,
        assumed.headroom().zones(),
        Basis.RULE,
        "with %d zones, the loss of one takes only a part of the replicas"
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
    LoadCurve curve = LoadCurve.of(facts.traffic().value());
    double ramp = curve.steepest(REACTION_SECONDS);
    double arrivals = curve.lowest() + ramp;
    int fewest = Math.min(atPeak, sizedFor(arrivals).replicas());
    draft.put(
        PlanKeys.REPLICAS_MIN,
        fewest,
        Basis.RULE,
        ("at least 2 replicas; they serve the quietest hour (%s), and the rise in the %d s until a"
             + " new replica answers (%s more, if the rate rises evenly within an hour); one of %d"
             + " zones may be lost; a replica serves %s")
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
        ("the planned peak of %s needs %d replicas (%s decides); the autoscaler may start twice as"
                + " many, and a person decides beyond that")
            .formatted(new Rate(planned), atPeak, binding()));
    draft.put(
        PlanKeys.REPLICAS_STAGING,
        1,
        Basis.RULE,
        "staging shows that a release works; it need not survive the loss of a zone");
  }

  private String binding() {
    return request.chosen().map(Candidate::binding).orElseGet(() -> sizedFor(planned).binding());
  }

  private void cpuRequest(Draft draft) {
    int cores = facts.threads().value();
    int left = atPeak - Math.ceilDiv(atPeak, assumed.headroom().zones());
    double each = planned / Math.max(1, left);
    int millicores =
        request
            .chosen()
            .flatMap(Candidate::replica)
            .map(ReplicaSize::millicores)
            .orElseGet(() ->
                ReplicaSize.millicores(
                    each, facts.cpu().value(), assumed.headroom().ceiling(), cores));
    boolean least = millicores == ReplicaSize.LEAST_MILLICORES;
    draft.put(
        PlanKeys.CPU_REQUEST,
        millicores,
        facts.cpu().basis(),
        "%s; times %s a replica with a zone lost, divided by the planned utilisation of %s%s%s"
            .formatted(
                facts.cpu().because(),
                new Rate(each),
                Numbers.percent(assumed.headroom().ceiling()),
                request
                    .chosen()
                    .map(c -> ", at the speed that nine in ten of " + c.type() + " reach")
                    .orElse(""),
                least ? "; probes, metrics and garbage collection need at least 100" : ""));
  }

  private void scaling(Draft draft) {
    int target = (int) Math.round(assumed.headroom().ceiling() * 100);
    draft.put(
        PlanKeys.CPU_TARGET,
        target,
        Basis.RULE,
        ("the CPU request is sized so that the planned rate uses %d %% of it; above that, waiting"
                + " times grow steeply")
            .formatted(target));
    draft.put(
        PlanKeys.SCALE_DOWN_WINDOW,
        300,
        Basis.RULE,
        "5 minutes is the autoscaler's default; a new replica takes %d s, so a short lull removes none"
            .formatted(REACTION_SECONDS));
  }

  private void changes(Draft draft) {
    int fewest = draft.value(PlanKeys.REPLICAS_MIN);
    int taken = Math.max(1, fewest / 4);
    draft.put(
        PlanKeys.MAX_UNAVAILABLE,
        taken,
        Basis.RULE,
        "a quarter of the fewest replicas (%d), at least one, so nodes can be drained"
            .formatted(fewest));
    draft.put(
        PlanKeys.MAX_SKEW,
        1,
        Basis.RULE,
        "zones differ by at most one replica, as the calculation for a lost zone assumes");
    draft.put(
        PlanKeys.SURGE,
        taken,
        Basis.RULE,
        ("new replicas start before old ones stop, a quarter of %d at a time; a rollout takes no"
                + " capacity away")
            .formatted(fewest));
  }
}
