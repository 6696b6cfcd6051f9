// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.base.Words;
import dev.slipway.cost.Assumptions;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Fleet;
import dev.slipway.cost.FleetNeeds;
import dev.slipway.cost.LoadCurve;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.cost.ServiceTimes;
import dev.slipway.cost.Sizing;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.plan.Choice.Basis;
import java.util.Optional;

/// How many replicas, what CPU each asks for, and how they scale, spread and roll out.
final class SizeRules {

  private static final int STAGING = 1;

  private final PlanRequest request;
  private final PlanFacts facts;
  private final Assumptions assumed;
  private final LoadCurve curve;
  private final Fleet fleet;
  private final Choice<Double> rate;
  private final double planned;

  SizeRules(PlanRequest request, PlanFacts facts) {
    this.request = request;
    this.facts = facts;
    this.assumed = request.assumptions();
    this.curve = LoadCurve.of(facts.traffic().value());
    this.fleet = fleet(request, facts);
    this.rate = rate();
    this.planned = facts.traffic().value().peak().perSecond() * assumed.headroom().surge();
  }

  /// What is planned: the fleet of the chosen offer, else one on machines like the one that was
  /// measured.
  static Fleet fleet(PlanRequest request, PlanFacts facts) {
    return request
        .chosen()
        .flatMap(Candidate::fleet)
        .orElseGet(() -> needs(request, facts).smallest());
  }

  private static FleetNeeds needs(PlanRequest request, PlanFacts facts) {
    Assumptions assumed = request.assumptions();
    ServiceTimes times = facts.times().value().at(1, request.servingCpu().toNanos() / 1e9);
    return new FleetNeeds(
        LoadCurve.of(facts.traffic().value()),
        Sizing.capacity(times, request.rules(facts.limits())).usable(),
        facts.cpu().value(),
        facts.threads().value(),
        assumed.byHand().memory().orElse(facts.memory().value()),
        assumed.headroom(),
        facts.start().value(),
        assumed.byHand().staging().orElse(STAGING),
        assumed.byHand());
  }

  private Choice<Double> rate() {
    Rate serves = new Rate(fleet.replica().serves());
    Optional<Candidate> there = request.chosen().filter(candidate -> candidate.fleet().isPresent());
    if (there.isPresent()) {
      Candidate chosen = there.get();
      boolean measured = chosen.badge().startsWith("measured");
      return new Choice<>(
          serves.perSecond(),
          isDisturbed() ? Basis.DISTURBED : measured ? Basis.MEASURED : Basis.ASSUMED,
          ("%s; nine in ten machines of type %s (%s) would serve %s or more a replica, within the"
                  + " objectives and %s utilisation%s")
              .formatted(
                  facts.times().because(),
                  chosen.type(),
                  chosen.service(),
                  serves,
                  Numbers.percent(assumed.headroom().ceiling()),
                  measured
                      ? ""
                      : "; this follows from a published index and was not measured there"));
    }
    return new Choice<>(
        serves.perSecond(),
        facts.times().basis(),
        ("%s; a machine like this one serves this rate within the objectives and %s utilisation; no"
                + " machine was chosen")
            .formatted(facts.times().because(), Numbers.percent(assumed.headroom().ceiling())));
  }

  private boolean isDisturbed() {
    return facts.times().basis() == Basis.DISTURBED;
  }

  /// What a replica serves: `990/s`, or `990/s by a disturbed run`.
  private String serves() {
    return new Rate(fleet.replica().serves()) + mark();
  }

  private String mark() {
    return isDisturbed() ? " by a disturbed run" : "";
  }

  void choose(Draft draft) {
    draft.put(
        PlanKeys.PEAK_RATE,
        planned,
        facts.traffic().basis(),
        "%s; the peak times %s leaves room for surges"
            .formatted(facts.traffic().because(), Numbers.brief(assumed.headroom().surge())));
    draft.put(PlanKeys.REPLICA_RATE, rate.value(), rate.basis(), rate.because());
    draft.put(
        PlanKeys.ZONES,
        fleet.zones(),
        Basis.RULE,
        "with %d zones, the loss of one takes only a part of the replicas"
            .formatted(fleet.zones()));
    replicas(draft);
    ramp(draft);
    cpuRequest(draft);
    scaling(draft);
    changes(draft);
  }

  private void replicas(Draft draft) {
    Rate rise = new Rate(curve.rise(fleet.reaction()));
    draft.put(
        PlanKeys.REPLICAS_MIN,
        fleet.fewest(),
        Basis.RULE,
        ("at least 2 replicas; they serve the quietest hour (%s), and the rise in the %s until a"
             + " new replica answers (%s more%s); one of %d zones may be lost, which leaves %d of"
             + " %d; a replica serves %s%s")
            .formatted(
                new Rate(curve.lowest()),
                Durations.text(fleet.reaction()),
                rise,
                rises(),
                fleet.zones(),
                fleet.left(fleet.fewest()),
                fleet.fewest(),
                serves(),
                chosenFewest(rise)));
    draft.put(
        PlanKeys.REPLICAS_MAX,
        fleet.most(),
        Basis.RULE,
        ("at the stated peak there are %s (%s decides)%s; the autoscaler may start twice as"
                + " many, and a person decides beyond that")
            .formatted(Words.count(fleet.atPeak(), "replica"), binding(), mark()));
    draft.put(
        PlanKeys.REPLICAS_STAGING,
        STAGING,
        Basis.RULE,
        "staging shows that a release works; it need not survive the loss of a zone");
  }

  /// Where the quietest hour needs fewer.
  private String chosenFewest(Rate rise) {
    double needed = (curve.lowest() + rise.perSecond()) / fleet.replica().target();
    return fleet.fewest() > Math.max(2, Math.ceil(needed))
        ? "; of fewer a smaller share survives, so that a day would need more machines"
        : "";
  }

  private String rises() {
    Traffic traffic = facts.traffic().value();
    return traffic
        .ramp()
        .map(ramp -> ", as slipway.yaml states a rise to the peak within " + Durations.text(ramp))
        .orElse(
            traffic.shape() == LoadShape.BURSTY
                ? ", if a burst reaches the peak within a minute; objectives.traffic.ramp states it"
                : ", if the rate rises evenly within an hour, or within the length of a burst;"
                    + " objectives.traffic.ramp states it");
  }

  private void ramp(Draft draft) {
    int seconds = Math.toIntExact(fleet.ramp().toSeconds());
    Traffic traffic = facts.traffic().value();
    int running = fleet.least(traffic.average().perSecond());
    draft.put(
        PlanKeys.RAMP,
        seconds,
        Basis.RULE,
        seconds == 0
            ? ("the %d replicas that run at %s serve %s each, so the peak of %s may come at once"
                    + " while no zone is lost")
                .formatted(running, traffic.average(), serves(), traffic.peak())
            : ("a new replica answers after %s; until then each of the %d that run at %s may get"
                    + " %s, so a rise to %s may take no less; state objectives.traffic.ramp where"
                    + " bursts are faster")
                .formatted(
                    Durations.text(fleet.reaction()),
                    running,
                    traffic.average(),
                    serves(),
                    traffic.peak()));
  }

  private String binding() {
    return request.chosen().map(Candidate::binding).orElse(fleet.binding());
  }

  private void cpuRequest(Draft draft) {
    int millicores = fleet.replica().size().millicores();
    boolean least = millicores == ReplicaSize.LEAST_MILLICORES;
    Fleet.Replica replica = fleet.replica();
    draft.put(
        PlanKeys.CPU_REQUEST,
        millicores,
        facts.cpu().basis(),
        "%s; %s of CPU a request%s, times the %s that each replica gets at most, divided by the CPU"
                .formatted(
                    facts.cpu().because(),
                    Durations.text(replica.cpu()),
                    request
                        .chosen()
                        .map(c -> " at the speed that nine in ten of " + c.type() + " reach")
                        .orElse(""),
                    new Rate(replica.target()) + mark())
            + " target of %d %%%s%s"
                .formatted(
                    replica.cpuTarget(),
                    replica.latencyFirst()
                        ? "; where latency decides, what all CPU could serve must be there at once"
                        : "",
                    least ? "; probes, metrics and garbage collection need at least 100" : ""));
  }

  private void scaling(Draft draft) {
    cpuTarget(draft);
    rateTarget(draft);
    Fleet.Replica replica = fleet.replica();
    draft.put(
        PlanKeys.SIGNAL,
        replica.latencyFirst() ? "requests" : "CPU",
        Basis.RULE,
        replica.latencyFirst()
            ? late() + ": release.options.kubernetes.autoscaler: keda counts requests"
            : "the utilisation ceiling of %s is reached before the latency limit"
                .formatted(Numbers.percent(assumed.headroom().ceiling())));
    draft.put(
        PlanKeys.SCALE_DOWN_WINDOW,
        300,
        Basis.RULE,
        "5 minutes is the autoscaler's default; a new replica takes %s, so a short lull removes none"
            .formatted(Durations.text(fleet.reaction())));
  }

  private void cpuTarget(Draft draft) {
    Fleet.Replica replica = fleet.replica();
    double nominal = assumed.headroom().ceiling() * replica.survive() / assumed.headroom().surge();
    String because =
        "%s utilisation × %s ÷ %s is %s: %s"
            .formatted(
                Numbers.percent(assumed.headroom().ceiling()),
                Numbers.percent(replica.survive()),
                Numbers.brief(assumed.headroom().surge()),
                Numbers.percent(nominal),
                survivors());
    String given =
        replica.cpuTarget() < Math.floor(nominal * 100 + 1e-9)
            ? "; of the CPU request of %s millicores, %s a replica use %d %%"
                .formatted(
                    Numbers.count(replica.size().millicores()),
                    new Rate(replica.target()) + mark(),
                    replica.cpuTarget())
            : "; above that, waiting times grow steeply once a zone is lost";
    String late = replica.latencyFirst() ? "; but replicas should follow requests: " + late() : "";
    draft.put(PlanKeys.CPU_TARGET, replica.cpuTarget(), Basis.RULE, because + given + late);
  }

  private void rateTarget(Draft draft) {
    Fleet.Replica replica = fleet.replica();
    draft.put(
        PlanKeys.RATE_TARGET,
        replica.target(),
        rate.basis(),
        "a replica serves %s; × %s ÷ %s, because %s; no more than the CPU target of %d %% stands for"
            .formatted(
                serves(),
                Numbers.percent(replica.survive()),
                Numbers.brief(assumed.headroom().surge()),
                survivors(),
                replica.cpuTarget()));
  }

  private String survivors() {
    return "at worst %s of the replicas survive the loss of one of %d zones, and serve %s times the load"
        .formatted(
            Numbers.percent(fleet.replica().survive()),
            fleet.zones(),
            Numbers.brief(assumed.headroom().surge()));
  }

  private String late() {
    return "the latency limit is reached at %s a replica, before CPU shows it".formatted(serves());
  }

  private void changes(Draft draft) {
    int fewest = fleet.fewest();
    int taken = fleet.together();
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
