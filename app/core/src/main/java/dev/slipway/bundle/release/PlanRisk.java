// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import static dev.slipway.bundle.release.PlanRisk.Direction.ANY;
import static dev.slipway.bundle.release.PlanRisk.Direction.LOWERED;
import static dev.slipway.bundle.release.PlanRisk.Direction.RAISED;
import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.plan.BurnKeys;
import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The effect in operation when a number of the plan changes in one direction.
record PlanRisk(Key<?> key, Direction direction, Level level, String consequence) {

  /// The direction of a change.
  enum Direction {
    LOWERED,
    RAISED,
    ANY
  }

  private static final String SLOW = "callers on slow lines are cut off sooner (408)";
  private static final String OTHER_PROBE = "what counts as started, ready or alive is another";
  private static final String QUOTA = "quota and nodes must have the room";
  private static final String LATER = "the same trouble is told of later, or not at all";
  private static final String SOONER = "the same trouble is told of sooner";
  private static final String LESS_ROOM = "less headroom while new replicas start";
  private static final String SPEED = "another speed: what was measured of it stands below";
  private static final String OLD = "a model that grew old is noticed later";
  private static final String CUT = "a stop may cut requests that were let finish";

  private static final List<PlanRisk> NAMED =
      List.of(
          of(PlanKeys.SERVICE_PORT, ANY, BREAKING, "callers of the old port reach nothing"),
          of(
              PlanKeys.MANAGEMENT_PORT,
              ANY,
              WEAKER,
              "probes and scrapes of the old port reach nothing"),
          of(
              PlanKeys.REQUEST_LIMIT,
              LOWERED,
              BREAKING,
              "requests of a size between the two are refused (413)"),
          of(PlanKeys.RECEIVE_MEMORY, LOWERED, WEAKER, "fewer large requests come at once (503)"),
          of(PlanKeys.RECEIVE_PATIENCE, LOWERED, WEAKER, SLOW),
          of(PlanKeys.RECEIVE_RATE, RAISED, WEAKER, SLOW),
          of(PlanKeys.CONNECTIONS, LOWERED, WEAKER, "idle connections are closed sooner"),
          of(PlanKeys.DEADLINE, LOWERED, WEAKER, "answers that came late are given up now (504)"),
          of(PlanKeys.QUEUE, LOWERED, WEAKER, "bursts are turned away sooner (503)"),
          of(PlanKeys.CPU_LIMIT, LOWERED, WEAKER, "throttled sooner: slower under load"),
          of(PlanKeys.CPU_REQUEST, LOWERED, WEAKER, "less is set aside on a busy node"),
          of(PlanKeys.CPU_REQUEST, RAISED, NEUTRAL, QUOTA),
          of(PlanKeys.MEMORY_LIMIT, LOWERED, WEAKER, "killed at a use that was allowed before"),
          of(PlanKeys.MEMORY_REQUEST, LOWERED, WEAKER, "evicted sooner when a node runs short"),
          of(PlanKeys.MEMORY_REQUEST, RAISED, NEUTRAL, QUOTA),
          of(PlanKeys.STORAGE_LIMIT, LOWERED, WEAKER, "evicted at a use that was allowed before"),
          of(PlanKeys.REPLICAS_MIN, LOWERED, WEAKER, "less is left when one replica is gone"),
          of(PlanKeys.REPLICAS_MAX, LOWERED, WEAKER, "less traffic is served at the peak"),
          of(PlanKeys.REPLICAS_MAX, RAISED, STRONGER, QUOTA),
          of(PlanKeys.ZONES, LOWERED, WEAKER, "the loss of a zone takes more"),
          of(PlanKeys.PEAK_RATE, LOWERED, WEAKER, "sized for less traffic"),
          of(PlanKeys.STARTUP_PERIOD, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.STARTUP_FAILURES, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.READINESS_PERIOD, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.READINESS_FAILURES, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.LIVENESS_PERIOD, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.LIVENESS_FAILURES, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.PROBE_TIMEOUT, ANY, WEAKER, OTHER_PROBE),
          of(PlanKeys.GRACE, LOWERED, WEAKER, CUT),
          of(PlanKeys.DRAIN_DELAY, LOWERED, WEAKER, CUT),
          of(PlanKeys.DRAIN_LINGER, LOWERED, WEAKER, CUT),
          of(PlanKeys.DRAIN_TIMEOUT, LOWERED, WEAKER, CUT),
          of(PlanKeys.CPU_TARGET, RAISED, WEAKER, LESS_ROOM),
          of(PlanKeys.RATE_TARGET, RAISED, WEAKER, LESS_ROOM),
          of(PlanKeys.RAMP, RAISED, WEAKER, "faster bursts are not kept up with"),
          of(PlanKeys.MAX_UNAVAILABLE, RAISED, WEAKER, "a disruption may take more at once"),
          of(PlanKeys.SLO_AVAILABILITY, LOWERED, WEAKER, "less is promised, and alerted on"),
          of(PlanKeys.SLO_AVAILABILITY, RAISED, STRONGER, SOONER),
          of(PlanKeys.SLO_LATENCY, RAISED, WEAKER, "less is promised, and alerted on"),
          of(PlanKeys.SLO_LATENCY, LOWERED, STRONGER, SOONER),
          of(PlanKeys.SLO_LATENCY_SHARE, LOWERED, WEAKER, "less is promised, and alerted on"),
          of(PlanKeys.SLO_LATENCY_SHARE, RAISED, STRONGER, SOONER),
          of(PlanKeys.SATURATION_QUEUE, RAISED, WEAKER, LATER),
          of(PlanKeys.DRIFT_WARN, RAISED, WEAKER, LATER),
          of(PlanKeys.DRIFT_ALERT, RAISED, WEAKER, LATER),
          of(PlanKeys.LATENCY_BUCKETS, ANY, WEAKER, "queries that name an old bucket find nothing"),
          of(PlanKeys.METRICS_RETENTION, LOWERED, NEUTRAL, "older metrics are dropped"),
          of(PlanKeys.REPLICAS_STAGING, ANY, NEUTRAL, "staging alone"),
          of(PlanKeys.REPLICA_RATE, LOWERED, WEAKER, "one replica is known to serve less"),
          of(PlanKeys.THREADS, ANY, NEUTRAL, SPEED),
          of(PlanKeys.OPTIMISATION, ANY, NEUTRAL, SPEED),
          of(PlanKeys.BATCH_ROWS, ANY, NEUTRAL, SPEED),
          of(PlanKeys.MAX_SKEW, RAISED, WEAKER, "the loss of a zone takes more"),
          of(PlanKeys.SURGE, ANY, NEUTRAL, "rollouts take another time"),
          of(
              PlanKeys.SCALE_DOWN_WINDOW,
              LOWERED,
              WEAKER,
              "replicas leave sooner than traffic may come back"),
          of(PlanKeys.SCRAPE_INTERVAL, RAISED, WEAKER, LATER),
          of(PlanKeys.IMAGE_LIMIT, RAISED, NEUTRAL, "starts on a new node may take longer"),
          of(PlanKeys.REVIEW_DAYS, RAISED, WEAKER, OLD),
          of(PlanKeys.MODEL_AGE, RAISED, WEAKER, OLD),
          of(PlanKeys.RETRAINING_PAUSE, RAISED, WEAKER, OLD),
          of(PlanKeys.DRIFT_ROWS, RAISED, WEAKER, LATER),
          of(PlanKeys.DRIFT_AGREEING, RAISED, WEAKER, LATER));

  static final List<PlanRisk> ALL = Stream.concat(NAMED.stream(), burns()).toList();

  private static Stream<PlanRisk> burns() {
    return BurnKeys.all().stream()
        .flatMap(keys -> Stream.of(keys.rate(), keys.least()))
        .map(key -> of(key, RAISED, WEAKER, LATER));
  }

  private static PlanRisk of(Key<?> key, Direction direction, Level level, String consequence) {
    return new PlanRisk(key, direction, level, consequence);
  }

  /// Whether a change the other way takes nothing from anybody: what hurts one way does good the
  /// other.
  boolean isGoodTheOtherWay() {
    return direction != ANY && (level == BREAKING || level == WEAKER);
  }

  /// Whether a change from the one value to the other is of this kind.
  boolean matches(String before, String after) {
    if (before.equals(after)) {
      return false;
    }
    if (direction == ANY) {
      return true;
    }
    Optional<BigDecimal> old = number(before);
    Optional<BigDecimal> now = number(after);
    if (old.isEmpty() || now.isEmpty()) {
      return false;
    }
    int order = now.get().compareTo(old.get());
    return direction == LOWERED ? order < 0 : order > 0;
  }

  /// A text of `bundle.json` as a number; empty where it is none.
  static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
