// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.plan.Choice.Basis;
import java.time.Duration;

/// Plans how a replica starts and stops: probes, drain, grace.
final class EndingRules {

  private static final int DRAIN_DELAY_MS = 5_000;
  private static final int LINGER_MS = 500;
  private static final int MARGIN_SECONDS = 5;

  private final Grounds grounds;

  EndingRules(Grounds grounds) {
    this.grounds = grounds;
  }

  void choose(Draft draft) {
    startup(draft);
    running(draft);
    ending(draft);
  }

  private void startup(Draft draft) {
    Duration start = grounds.start().value();
    int period =
        draft.put(
            PlanKeys.STARTUP_PERIOD,
            1,
            Basis.RULE,
            "asked every second, so that a replica takes part as soon as it can");
    long budget = Math.max(30, Math.ceilDiv(start.multipliedBy(10).toMillis(), 1000));
    int failures = (int) Math.ceilDiv(budget, period);
    draft.put(
        PlanKeys.STARTUP_FAILURES,
        failures,
        grounds.start().basis(),
        ("%s; ten times that, at least 30 s, before a replica counts as stuck: a node under load is"
                + " much slower than this machine")
            .formatted(grounds.start().because()));
  }

  private void running(Draft draft) {
    int readiness =
        draft.put(
            PlanKeys.READINESS_PERIOD,
            5,
            Basis.RULE,
            "asked every 5 s: often enough to take a replica out within 10 s");
    int unready =
        draft.put(
            PlanKeys.READINESS_FAILURES,
            2,
            Basis.RULE,
            "two in a row, so that one lost packet takes nobody out");
    int liveness =
        draft.put(
            PlanKeys.LIVENESS_PERIOD,
            10,
            Basis.RULE,
            "half as often as readiness: a restart is the last resort");
    draft.put(
        PlanKeys.LIVENESS_FAILURES,
        6,
        Basis.RULE,
        ("a minute without an answer, six times the %d s after which it gets no requests: load"
                + " alone must not restart a replica")
            .formatted(readiness * unready));
    int deadline = draft.value(PlanKeys.DEADLINE);
    draft.put(
        PlanKeys.PROBE_TIMEOUT,
        Math.clamp(Math.ceilDiv(deadline, 1000), 1, Math.min(readiness, liveness)),
        Basis.RULE,
        "the deadline of %d ms in whole seconds, at least 1 s, and less than a period"
            .formatted(deadline));
  }

  private void ending(Draft draft) {
    int delay =
        draft.put(
            PlanKeys.DRAIN_DELAY,
            DRAIN_DELAY_MS,
            Basis.ASSUMED,
            "5 s in which every router learns that the replica is leaving, while it still serves;"
                + " clusters differ, nobody measured yours");
    int linger =
        draft.put(
            PlanKeys.DRAIN_LINGER,
            LINGER_MS,
            Basis.RULE,
            "open connections are told to close with their next answer; in trials with 0.5 s no"
                + " request was lost");
    int deadline = draft.value(PlanKeys.DEADLINE);
    int timeout =
        draft.put(
            PlanKeys.DRAIN_TIMEOUT,
            Math.max(2_000, 2 * deadline),
            Basis.RULE,
            "twice the deadline of %d ms, at least 2 s: no request in hand can last longer"
                .formatted(deadline));
    draft.put(
        PlanKeys.GRACE,
        Math.ceilDiv(delay + linger + timeout, 1000) + MARGIN_SECONDS,
        Basis.RULE,
        ("drain delay %d ms, then %d ms of closing, then %d ms at most for requests in hand, and %d"
                + " s to spare before the kill")
            .formatted(delay, linger, timeout, MARGIN_SECONDS));
  }
}
