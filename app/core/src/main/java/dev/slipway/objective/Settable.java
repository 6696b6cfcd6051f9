// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Numbers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/// The values of a plan that may be set by hand, by their names there, and what each can be at all.
/// What else a plan holds follows from these, from a measurement or from what `slipway.yaml` states
/// elsewhere: there it is changed, so that what was measured is what ships.
public enum Settable {
  REPLICAS_MIN("replicas.min", 2, 10_000),
  REPLICAS_MAX("replicas.max", 2, 100_000),
  REPLICAS_STAGING("replicas.staging", 1, 1_000),
  CPU_REQUEST("resources.cpu-request", 100, 1_024_000),
  MEMORY_LIMIT("resources.memory-limit", 64, 1_048_576),
  STORAGE_LIMIT("resources.storage-limit", 16, 1_048_576),
  HEAP_PERCENT("runtime.heap-percent", 10, 80),
  QUEUE("runtime.queue", 2, 65_536),
  DEADLINE("runtime.deadline", 1, 600_000),
  REQUEST_LIMIT("runtime.request-limit", 1, 1_048_576),
  DRAIN_DELAY("runtime.drain-delay", 0, 600_000),
  DRAIN_LINGER("runtime.drain-linger", 0, 60_000),
  DRAIN_TIMEOUT("runtime.drain-timeout", 1, 600_000),
  STARTUP_FAILURES("probes.startup-failures", 1, 3_600),
  READINESS_PERIOD("probes.readiness-period", 1, 300),
  READINESS_FAILURES("probes.readiness-failures", 1, 100),
  LIVENESS_PERIOD("probes.liveness-period", 1, 300),
  LIVENESS_FAILURES("probes.liveness-failures", 1, 100),
  GRACE("termination.grace", 1, 3_600),
  SCALE_DOWN_WINDOW("autoscaling.scale-down-window", 0, 3_600),
  SATURATION_QUEUE("alerts.saturation-queue", 1, 65_536),
  REJECTED_LEAST("alerts.rejected-least", 1, 1_000_000),
  SCRAPE_INTERVAL("metrics.scrape-interval", 1, 60),
  METRICS_RETENTION("metrics.retention", 1, 3_650),
  REVIEW_DAYS("retraining.review-days", 1, 3_650),
  MODEL_AGE("retraining.model-age", 1, 3_650),
  RETRAINING_PAUSE("retraining.pause", 0, 3_650),
  DRIFT_WARN("drift.warn", "0.01", "10"),
  DRIFT_ALERT("drift.alert", "0.01", "10"),
  DRIFT_ROWS("drift.rows", 10, 10_000_000);

  private final String key;
  private final BigDecimal least;
  private final BigDecimal most;
  private final boolean whole;

  Settable(String key, int least, int most) {
    this(key, BigDecimal.valueOf(least), BigDecimal.valueOf(most), true);
  }

  Settable(String key, String least, String most) {
    this(key, new BigDecimal(least), new BigDecimal(most), false);
  }

  Settable(String key, BigDecimal least, BigDecimal most, boolean whole) {
    this.key = key;
    this.least = least;
    this.most = most;
    this.whole = whole;
  }

  /// Its name in the plan, such as `replicas.min`.
  public String key() {
    return key;
  }

  /// The lowest value that it can have.
  public BigDecimal least() {
    return least;
  }

  public static Optional<Settable> of(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /// Why it cannot be a value at all; empty where it can, as far as itself goes.
  public Optional<String> impossible(BigDecimal value) {
    boolean within = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    boolean fits = !whole || value.stripTrailingZeros().scale() <= 0;
    return within && fits
        ? Optional.empty()
        : Optional.of(
            "%s from %s to %s is expected here"
                .formatted(whole ? "a whole number" : "a number", text(least), text(most)));
  }

  private static String text(BigDecimal bound) {
    return bound.scale() > 0 ? bound.toPlainString() : Numbers.count(bound.longValue());
  }
}
