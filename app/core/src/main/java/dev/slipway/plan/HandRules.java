// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.cost.Fleet;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the values set by hand that cannot work, whatever somebody wants.
public final class HandRules {

  /// What a Java process of this service holds beside its heap and its model, at the very least.
  private static final Bytes RUNTIME = Bytes.mebibytes(64);

  private static final double MILLIS = 1e3;

  private final PlanRequest request;
  private final PlanFacts facts;
  private final Plan plan;
  private final Map<Settable, SetByHand> set;
  private final SortedMap<Settable, Problem> refused = new TreeMap<>();

  private HandRules(PlanRequest request, Plan plan) {
    this.request = request;
    this.facts = PlanFacts.of(request);
    this.plan = plan;
    this.set = request.project().byHand();
  }

  /// Why each value that cannot work cannot; empty where all can.
  ///
  /// @param request with the fleet as it is set
  /// @param plan with all values as they are set
  public static SortedMap<Settable, Problem> refused(PlanRequest request, Plan plan) {
    if (request.project().byHand().isEmpty()) {
      return Collections.emptySortedMap();
    }
    var rules = new HandRules(request, plan);
    rules.replicas(SizeRules.fleet(request, rules.facts));
    rules.resources();
    rules.requests();
    rules.lifecycle();
    rules.watching();
    return rules.refused;
  }

  private void replicas(Fleet fleet) {
    int fewest = plan.value(PlanKeys.REPLICAS_MIN);
    int most = plan.value(PlanKeys.REPLICAS_MAX);
    refuse(
        Settable.REPLICAS_MAX,
        set.containsKey(Settable.REPLICAS_MIN) && fewest > most,
        "At least %d replicas and at most %d do not go together".formatted(fewest, most),
        "An autoscaler refuses them.",
        "Raise replicas.max, or lower replicas.min.");
    refuse(
        Settable.REPLICAS_MIN,
        fleet.fewest() > fewest,
        "Fewer than %s do not serve the quietest hour and the rise from it"
            .formatted(Words.count(fleet.fewest(), "replica")),
        "Until a new replica answers, those that run must take what comes on top.",
        "Set at least %d, or state less traffic or a slower rise.".formatted(fleet.fewest()));
    refuse(
        Settable.REPLICAS_MAX,
        fleet.atPeak() > most,
        "The stated peak needs at least %s".formatted(Words.count(fleet.atPeak(), "replica")),
        "With at most %d the objectives would not hold at the peak.".formatted(most),
        "Set at least %d, or state a lower peak.".formatted(fleet.atPeak()));
  }

  private void resources() {
    int limit = plan.value(PlanKeys.CPU_LIMIT);
    refuse(
        Settable.CPU_REQUEST,
        plan.value(PlanKeys.CPU_REQUEST) > limit,
        "A replica cannot ask for more CPU than its limit of %d millicores".formatted(limit),
        "The limit follows from the threads of one inference, which the profile measured.",
        "Set at most %d, or measure with more threads (runtime.threads).".formatted(limit));
    int memory = plan.value(PlanKeys.MEMORY_LIMIT);
    int heap = plan.value(PlanKeys.HEAP_PERCENT);
    Bytes model = request.model().file();
    long besides = model.mebibytesUp() + RUNTIME.mebibytesUp();
    long least = Math.ceilDiv(besides * 100, 100 - heap);
    refuse(
        either(Settable.MEMORY_LIMIT, Settable.HEAP_PERCENT),
        memory < least,
        "The model of %s and the runtime do not fit beside the heap".formatted(model),
        "Of %d MiB, %d %% are heap; the rest must hold at least %d MiB."
            .formatted(memory, heap, besides),
        "Set a memory limit of at least %d MiB, or a smaller heap.".formatted(least));
    long largest = ReplicaSize.largestBody(request.model().inputs()).count();
    refuse(
        either(Settable.MEMORY_LIMIT, Settable.HEAP_PERCENT),
        heap() < 2 * largest,
        "The heap does not hold the largest request, of %s, twice"
            .formatted(new Bytes(largest).inMemory()),
        "%d %% of %d MiB are heap; a request is read before it is run.".formatted(heap, memory),
        "Set more memory, or a larger share of it for the heap.");
  }

  private void requests() {
    Duration takes = facts.served().value();
    int deadline = plan.value(PlanKeys.DEADLINE);
    refuse(
        Settable.DEADLINE,
        takes.compareTo(Duration.ofMillis(deadline)) > 0,
        "A request takes %s, so a deadline of %d ms ends most of them"
            .formatted(Durations.text(takes), deadline),
        facts.served().because(),
        "Set a deadline that is longer than a request takes.");
    long largest = ReplicaSize.largestBody(request.model().inputs()).count();
    refuse(
        Settable.REQUEST_LIMIT,
        !ReplicaSize.binaryOnly(request.model().inputs())
            && ((long) plan.value(PlanKeys.REQUEST_LIMIT) << 10) < largest,
        "The largest request takes up to %s".formatted(new Bytes(largest).inMemory()),
        "The service would refuse it.",
        "Set at least %d KiB.".formatted(Math.ceilDiv(largest, 1024)));
    int limit = plan.value(PlanKeys.REQUEST_LIMIT);
    refuse(
        Settable.REQUEST_LIMIT,
        heap() < 2 * ((long) limit << 10),
        "The heap of %s does not hold two requests of %d KiB"
            .formatted(new Bytes(heap()).inMemory(), limit),
        "A request is read whole before it is run, and the next is read meanwhile.",
        "Set at most %d KiB, or more memory.".formatted((heap() / 2) >> 10));
  }

  /// In bytes.
  private long heap() {
    long limit = (long) plan.value(PlanKeys.MEMORY_LIMIT) << 20;
    return limit * plan.value(PlanKeys.HEAP_PERCENT) / 100;
  }

  private void lifecycle() {
    int finish = plan.value(PlanKeys.DRAIN_TIMEOUT);
    int deadline = plan.value(PlanKeys.DEADLINE);
    refuse(
        Settable.DRAIN_TIMEOUT,
        finish < deadline,
        "A request may take until its deadline of %d ms, and a drain waits %d ms for it"
            .formatted(deadline, finish),
        "Requests in progress would be lost with each release.",
        "Set at least %d ms, or a shorter deadline.".formatted(deadline));
    int drain = plan.value(PlanKeys.DRAIN_DELAY) + plan.value(PlanKeys.DRAIN_LINGER) + finish;
    int grace = plan.value(PlanKeys.GRACE);
    refuse(
        Settable.GRACE,
        grace * MILLIS < drain,
        "A replica drains for up to %d ms, and would be killed after %d s".formatted(drain, grace),
        "Requests in progress would be lost with each release.",
        "Set at least %d s, or shorten the drain.".formatted(Math.ceilDiv(drain, 1000)));
    Duration start = facts.start().value();
    int patience = plan.value(PlanKeys.STARTUP_PERIOD) * plan.value(PlanKeys.STARTUP_FAILURES);
    refuse(
        Settable.STARTUP_FAILURES,
        start.compareTo(Duration.ofSeconds(patience)) > 0,
        "A replica starts in %s, and would be killed after %d s"
            .formatted(Durations.text(start), patience),
        facts.start().because(),
        "Allow more failures.");
  }

  private void watching() {
    int window = plan.value(PlanKeys.SLO_WINDOW);
    refuse(
        Settable.METRICS_RETENTION,
        plan.value(PlanKeys.METRICS_RETENTION) < window,
        "The error budget is counted over %d days".formatted(window),
        "Alerts on it would look at metrics that are gone.",
        "Keep metrics for at least %d days.".formatted(window));
    double warn = plan.value(PlanKeys.DRIFT_WARN);
    double alert = plan.value(PlanKeys.DRIFT_ALERT);
    refuse(
        either(Settable.DRIFT_ALERT, Settable.DRIFT_WARN),
        warn > alert,
        "Drift would open a ticket (%s) before it is shown (%s)".formatted(alert, warn),
        "drift.warn is above drift.alert.",
        "Set drift.alert to no less than drift.warn.");
    int queue = plan.value(PlanKeys.QUEUE);
    refuse(
        Settable.SATURATION_QUEUE,
        plan.value(PlanKeys.SATURATION_QUEUE) >= queue,
        "No more than %s ever wait".formatted(Words.count(queue, "request")),
        "The alert fires when more wait than it says, and so it never would.",
        "Set at most %d, or a longer queue.".formatted(queue - 1));
  }

  /// The one of the two that was set; the first where both were.
  private Settable either(Settable first, Settable second) {
    return set.containsKey(first) ? first : second;
  }

  /// The first reason stays.
  private void refuse(Settable which, boolean impossible, String what, String why, String remedy) {
    if (impossible && set.containsKey(which)) {
      refused.putIfAbsent(
          which,
          Problem.input(
              "plan.set-by-hand",
              which.key() + " cannot be " + text(which) + ": " + lowered(what),
              why,
              remedy + " slipway plan --reset " + which.key() + " takes the plan's own value."));
    }
  }

  private String text(Settable which) {
    return Optional.ofNullable(set.get(which))
        .map(each -> (each.value().toPlainString() + " " + ByHand.key(which).unit()))
        .map(each -> each.replace(" count", "").strip())
        .orElse("");
  }

  private static String lowered(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
