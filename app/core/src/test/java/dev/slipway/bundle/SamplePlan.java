// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.plan.AccessKeys;
import dev.slipway.plan.BatchKeys;
import dev.slipway.plan.BurnKeys;
import dev.slipway.plan.BurnKeys.Goal;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.LatencyBuckets;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.plan.SparkKeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A plan with a value for every key, for tests.
public final class SamplePlan {

  /// All others have the bases in turn.
  private static final Set<Key<?>> MEASURED =
      Set.of(
          AccessKeys.AUTH,
          AccessKeys.EXPOSURE,
          AccessKeys.TLS,
          PlanKeys.MODEL_VARIANT,
          PlanKeys.OPTIMISATION,
          PlanKeys.INPUTS,
          PlanKeys.RAMP,
          PlanKeys.RATE_TARGET,
          PlanKeys.REJECTED_LEAST,
          PlanKeys.SIGNAL);

  /// Of a service that asks its callers for a token, and speaks TLS.
  static final Map<Key<?>, Object> GUARDED =
      Map.of(AccessKeys.EXPOSURE, "cluster", AccessKeys.AUTH, "bearer", AccessKeys.TLS, "mounted");

  private SamplePlan() {}

  static Plan of(String text, Map<Key<?>, Object> overrides) {
    Map<Key<?>, Object> values = new LinkedHashMap<>(values());
    values.put(PlanKeys.MODEL_VARIANT, "as it is");
    values.put(PlanKeys.OPTIMISATION, "all");
    values.put(PlanKeys.RAMP, 120);
    values.put(PlanKeys.RATE_TARGET, 171.0);
    values.put(PlanKeys.SIGNAL, "CPU");
    values.put(PlanKeys.REJECTED_LEAST, 36);
    values.putAll(overrides);
    Plan.Builder plan = new Plan.Builder();
    // a person who sets a value is not in every sample
    List<Choice.Basis> bases =
        List.copyOf(
            EnumSet.complementOf(EnumSet.of(Choice.Basis.SET_BY_HAND, Choice.Basis.DISTURBED)));
    int i = 0;
    for (Key<?> key : PlanKeys.ALL) {
      Choice.Basis basis =
          MEASURED.contains(key) ? Choice.Basis.MEASURED : bases.get(i++ % bases.size());
      put(plan, key, values.get(key), basis, text);
    }
    return plan.build();
  }

  /// The same where rows are scored in batch too.
  static Plan scoring(int workers, int shares) {
    Plan.Builder plan = new Plan.Builder();
    of(Voyager.TEXT, Map.of())
        .choices()
        .forEach((key, choice) -> put(plan, key, choice.value(), choice.basis(), Voyager.TEXT));
    Map<Key<?>, Object> values =
        Map.of(
            BatchKeys.WORKERS, workers,
            BatchKeys.SHARES, shares,
            BatchKeys.THREADS, 2,
            BatchKeys.CPU, 2000,
            BatchKeys.SCORE_MEMORY, 1500,
            BatchKeys.MEMORY, 2012,
            BatchKeys.SPOT, "yes");
    Map<Key<?>, Object> spark =
        Map.of(
            SparkKeys.PAYS, "no",
            SparkKeys.EXECUTORS, 5,
            SparkKeys.CORES, 4,
            SparkKeys.MEMORY, 4096,
            SparkKeys.OVERHEAD, 771);
    spark.forEach((key, value) -> put(plan, key, value, Choice.Basis.MEASURED, Voyager.TEXT));
    values.forEach((key, value) -> put(plan, key, value, Choice.Basis.MEASURED, Voyager.TEXT));
    return plan.build();
  }

  private static <T> void put(
      Plan.Builder plan,
      Key<T> key,
      @org.jspecify.annotations.Nullable Object value,
      Choice.Basis basis,
      String text) {
    if (value == null) {
      throw new IllegalStateException("the test has no value for " + key.name());
    }
    String because = text.equals(Voyager.TEXT) ? "reason of " + key.name() : text;
    plan.put(key, new Choice<>(key.type().cast(value), basis, because));
  }

  /// @param seconds upper bounds, separated by commas
  public static LatencyBuckets buckets(String seconds) {
    return new LatencyBuckets(Arrays.stream(seconds.split(",")).map(BigDecimal::new).toList());
  }

  /// Burn rates, and the bad requests that an alert takes, as objectives of 99.9 % and 99 % have.
  public static Map<Key<?>, Object> burns() {
    Map<Key<?>, Object> burns = new LinkedHashMap<>();
    for (Goal goal : Goal.values()) {
      burn(burns, BurnKeys.of(goal, Window.PAGE_FAST), 14.4, 6);
      burn(burns, BurnKeys.of(goal, Window.PAGE_SLOW), 6.0, 8);
      burn(burns, BurnKeys.of(goal, Window.TICKET_FAST), 3.0, 14);
      burn(burns, BurnKeys.of(goal, Window.TICKET_SLOW), 1.0, 25);
      boolean tight = goal == Goal.AVAILABILITY;
      burn(burns, BurnKeys.of(goal, Window.TICKET_RARE), tight ? 500.0 : 50.0, tight ? 1 : 2);
    }
    return burns;
  }

  private static void burn(Map<Key<?>, Object> burns, BurnKeys keys, double rate, int least) {
    burns.put(keys.rate(), rate);
    burns.put(keys.least(), least);
  }

  private static Map<Key<?>, Object> values() {
    Map<Key<?>, Object> values = new LinkedHashMap<>();
    values.put(PlanKeys.SERVICE_PORT, 8080);
    values.put(PlanKeys.MANAGEMENT_PORT, 8082);
    values.put(PlanKeys.REPLICAS_MIN, 2);
    values.put(PlanKeys.REPLICAS_MAX, 6);
    values.put(PlanKeys.REPLICAS_STAGING, 1);
    values.put(PlanKeys.ZONES, 2);
    values.put(PlanKeys.REPLICA_RATE, 410.5);
    values.put(PlanKeys.PEAK_RATE, 120.0);
    values.put(PlanKeys.CPU_REQUEST, 500);
    values.put(PlanKeys.CPU_LIMIT, 1000);
    values.put(PlanKeys.MEMORY_REQUEST, 256);
    values.put(PlanKeys.MEMORY_LIMIT, 256);
    values.put(PlanKeys.STORAGE_LIMIT, 64);
    values.put(PlanKeys.THREADS, 1);
    values.put(PlanKeys.HEAP_PERCENT, 40);
    values.put(PlanKeys.QUEUE, 64);
    values.put(PlanKeys.BATCH_ROWS, 32);
    values.put(PlanKeys.DEADLINE, 2000);
    values.put(PlanKeys.INPUTS, "input 1×11");
    values.put(PlanKeys.REQUEST_LIMIT, 1024);
    values.put(PlanKeys.DRAIN_DELAY, 3000);
    values.put(PlanKeys.DRAIN_LINGER, 500);
    values.put(PlanKeys.DRAIN_TIMEOUT, 4000);
    values.put(PlanKeys.STARTUP_PERIOD, 1);
    values.put(PlanKeys.STARTUP_FAILURES, 30);
    values.put(PlanKeys.READINESS_PERIOD, 5);
    values.put(PlanKeys.READINESS_FAILURES, 2);
    values.put(PlanKeys.LIVENESS_PERIOD, 10);
    values.put(PlanKeys.LIVENESS_FAILURES, 3);
    values.put(PlanKeys.PROBE_TIMEOUT, 2);
    values.put(PlanKeys.GRACE, 30);
    values.put(PlanKeys.CPU_TARGET, 65);
    values.put(PlanKeys.SCALE_DOWN_WINDOW, 300);
    values.put(PlanKeys.MAX_UNAVAILABLE, 1);
    values.put(PlanKeys.MAX_SKEW, 1);
    values.put(PlanKeys.SURGE, 1);
    values.put(PlanKeys.SLO_AVAILABILITY, 0.999);
    values.put(PlanKeys.SLO_WINDOW, 30);
    values.put(PlanKeys.SLO_LATENCY, Duration.ofMillis(50));
    values.put(PlanKeys.SLO_LATENCY_SHARE, 0.99);
    values.putAll(burns());
    values.put(PlanKeys.SATURATION_QUEUE, 32);
    values.put(PlanKeys.LATENCY_BUCKETS, buckets("0.001,0.005,0.01,0.02,0.05,0.1,1"));
    values.put(PlanKeys.SCRAPE_INTERVAL, 15);
    values.put(PlanKeys.METRICS_RETENTION, 30);
    values.put(PlanKeys.IMAGE_LIMIT, 250);
    values.put(PlanKeys.REVIEW_DAYS, 30);
    values.put(PlanKeys.MODEL_AGE, 180);
    values.put(PlanKeys.RETRAINING_PAUSE, 7);
    values.put(PlanKeys.DRIFT_WARN, 0.1);
    values.put(PlanKeys.DRIFT_ALERT, 0.2);
    values.put(PlanKeys.DRIFT_ROWS, 500);
    values.put(PlanKeys.DRIFT_AGREEING, 2);
    values.put(PlanKeys.DRIFT_WINDOWS, 3);
    values.putAll(bounds());
    return values;
  }

  private static Map<Key<?>, Object> bounds() {
    Map<Key<?>, Object> bounds = new LinkedHashMap<>();
    bounds.put(PlanKeys.RECEIVE_MEMORY, 26_214);
    bounds.put(PlanKeys.RECEIVE_PATIENCE, 10_000);
    bounds.put(PlanKeys.RECEIVE_RATE, 8);
    bounds.put(PlanKeys.CONNECTIONS, 2184);
    bounds.put(AccessKeys.EXPOSURE, "namespace");
    bounds.put(AccessKeys.AUTH, "none");
    bounds.put(AccessKeys.TLS, "none");
    return bounds;
  }
}
