// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Numbers;
import dev.slipway.plan.Choice.Basis;
import java.time.Duration;

/// Plans how a replica starts and stops: probes, drain, grace.
final class LifecycleRules {

  private static final int DRAIN_DELAY_MS = 5_000;
  private static final int LINGER_MS = 500;
  private static final int MARGIN_SECONDS = 5;
  private static final int READINESS_SECONDS = 5;
  private static final int LIVENESS_SECONDS = 10;
  private static final int LIVENESS_FAILURES = 6;

  private final PlanFacts facts;

  LifecycleRules(PlanFacts facts) {
    this.facts = facts;
  }

  void choose(Draft draft) {
    startup(draft);
    running(draft);
    ending(draft);
  }

  private void startup(Draft draft) {
    Duration start = facts.start().value();
    int period =
        draft.put(
            PlanKeys.STARTUP_PERIOD,
            1,
            Basis.RULE,
            "the probe asks every second, so a replica takes part as soon as it can");
    long budget = Math.max(30, Math.ceilDiv(start.multipliedBy(10).toMillis(), 1000));
    int failures = (int) Math.ceilDiv(budget, period);
    draft.put(
        PlanKeys.STARTUP_FAILURES,
        failures,
        facts.start().basis(),
        ("%s; a replica counts as stuck after ten times that, at least 30 s, because a node under"
                + " load is much slower than this machine")
            .formatted(facts.start().because()));
  }

  private void running(Draft draft) {
    int unready =
        draft.put(
            PlanKeys.READINESS_FAILURES,
            2,
            Basis.RULE,
            "two failures in a row are needed, so one lost packet takes no replica out");
    int readiness =
        draft.put(
            PlanKeys.READINESS_PERIOD,
            READINESS_SECONDS,
            Basis.RULE,
            "the probe asks every %d s, often enough to take a replica out within %d s"
                .formatted(READINESS_SECONDS, READINESS_SECONDS * unready));
    int liveness =
        draft.put(
            PlanKeys.LIVENESS_PERIOD,
            LIVENESS_SECONDS,
            Basis.RULE,
            "the probe asks every %d s, because a restart is the last resort"
                .formatted(LIVENESS_SECONDS));
    draft.put(
        PlanKeys.LIVENESS_FAILURES,
        LIVENESS_FAILURES,
        Basis.RULE,
        ("a replica restarts after %d s without an answer, and gets no requests after %d s; load"
                + " alone must not restart it")
            .formatted(LIVENESS_FAILURES * liveness, readiness * unready));
    int deadline = draft.value(PlanKeys.DEADLINE);
    draft.put(
        PlanKeys.PROBE_TIMEOUT,
        Math.clamp(Math.ceilDiv(deadline, 1000), 1, Math.min(readiness, liveness)),
        Basis.RULE,
        "the deadline of %s ms in whole seconds, at least 1 s and at most a period of %d s"
            .formatted(Numbers.count(deadline), Math.min(readiness, liveness)));
  }

  private void ending(Draft draft) {
    int delay =
        draft.put(
            PlanKeys.DRAIN_DELAY,
            DRAIN_DELAY_MS,
            Basis.ASSUMED,
            "the replica still serves for 5 s, until every router knows that it is leaving;"
                + " clusters differ, and yours was not measured");
    int linger =
        draft.put(
            PlanKeys.DRAIN_LINGER,
            LINGER_MS,
            Basis.RULE,
            "the next answer on each open connection tells the client to close it; trials with 0.5"
                + " s lost no request");
    int deadline = draft.value(PlanKeys.DEADLINE);
    int timeout =
        draft.put(
            PlanKeys.DRAIN_TIMEOUT,
            Math.max(2_000, 2 * deadline),
            Basis.RULE,
            "twice the deadline of %s ms, at least 2 s; no request in progress can last longer"
                .formatted(Numbers.count(deadline)));
    draft.put(
        PlanKeys.GRACE,
        Math.ceilDiv(delay + linger + timeout, 1000) + MARGIN_SECONDS,
        Basis.RULE,
        ("a replica drains for %s ms, closes connections for %s ms and finishes requests for at"
                + " most %s ms; %d s are to spare before the kill")
            .formatted(
                Numbers.count(delay),
                Numbers.count(linger),
                Numbers.count(timeout),
                MARGIN_SECONDS));
  }
}
