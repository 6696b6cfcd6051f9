// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The keys of every choice that templates and `slipway explain` know, by name.
public final class PlanKeys {

  // What is served
  public static final Key<String> MODEL_VARIANT =
      new Key<>("model.variant", String.class, "", "Form of the model that ships");
  // What the service listens on
  public static final Key<Integer> SERVICE_PORT =
      new Key<>("service.port", Integer.class, "", "Port of the inference protocol");
  public static final Key<Integer> MANAGEMENT_PORT =
      new Key<>("service.management-port", Integer.class, "", "Port of metrics and probes");
  // How many
  public static final Key<Integer> REPLICAS_MIN =
      new Key<>("replicas.min", Integer.class, "count", "Fewest replicas in production");
  public static final Key<Integer> REPLICAS_MAX =
      new Key<>("replicas.max", Integer.class, "count", "Most replicas in production");
  public static final Key<Integer> REPLICAS_STAGING =
      new Key<>("replicas.staging", Integer.class, "count", "Replicas in staging");
  public static final Key<Integer> ZONES =
      new Key<>("replicas.zones", Integer.class, "count", "Zones that replicas are spread over");
  public static final Key<Double> REPLICA_RATE =
      new Key<>(
          "replicas.rate",
          Double.class,
          "requests/s",
          "What one replica serves within the objectives");
  public static final Key<Double> PEAK_RATE =
      new Key<>(
          "replicas.peak-rate",
          Double.class,
          "requests/s",
          "Arrivals that production is sized for");
  public static final Key<Integer> RAMP =
      new Key<>(
          "replicas.ramp",
          Integer.class,
          "s",
          "Fastest rise from the average to the peak that production keeps up with");
  // What each gets
  public static final Key<Integer> CPU_REQUEST =
      new Key<>("resources.cpu-request", Integer.class, "millicores", "CPU request");
  public static final Key<Integer> CPU_LIMIT =
      new Key<>("resources.cpu-limit", Integer.class, "millicores", "CPU limit");
  public static final Key<Integer> MEMORY_REQUEST =
      new Key<>("resources.memory-request", Integer.class, "MiB", "Memory request");
  public static final Key<Integer> MEMORY_LIMIT =
      new Key<>("resources.memory-limit", Integer.class, "MiB", "Memory limit");
  public static final Key<Integer> STORAGE_LIMIT =
      new Key<>("resources.storage-limit", Integer.class, "MiB", "Ephemeral storage limit");
  // How the runtime runs
  public static final Key<Integer> THREADS =
      new Key<>("runtime.threads", Integer.class, "count", "Intra-op threads");
  public static final Key<String> OPTIMISATION =
      new Key<>(
          "runtime.optimisation",
          String.class,
          "",
          "How far ONNX Runtime rewrites the graph when it loads the model");
  public static final Key<Integer> HEAP_PERCENT =
      new Key<>(
          "runtime.heap-percent",
          Integer.class,
          "%",
          "Share of the memory limit for the Java heap");
  public static final Key<Integer> QUEUE =
      new Key<>(
          "runtime.queue",
          Integer.class,
          "requests",
          "Longest queue before requests are turned away");
  public static final Key<Integer> BATCH_ROWS =
      new Key<>("runtime.batch-rows", Integer.class, "rows", "Most rows run together");
  public static final Key<Integer> DEADLINE =
      new Key<>("runtime.deadline", Integer.class, "ms", "Longest a request may wait and run");
  public static final Key<String> INPUTS =
      new Key<>("runtime.inputs", String.class, "", "Size of a request");
  public static final Key<Integer> REQUEST_LIMIT =
      new Key<>("runtime.request-limit", Integer.class, "KiB", "Largest request body");
  public static final Key<Integer> RECEIVE_MEMORY =
      new Key<>(
          "runtime.receive-memory",
          Integer.class,
          "KiB",
          "Memory of all requests that are not finished");
  public static final Key<Integer> RECEIVE_PATIENCE =
      new Key<>(
          "runtime.receive-patience",
          Integer.class,
          "ms",
          "Longest that a request may take to come, beyond its size");
  public static final Key<Integer> RECEIVE_RATE =
      new Key<>(
          "runtime.receive-rate", Integer.class, "KiB/s", "Least rate at which a body may come");
  public static final Key<Integer> CONNECTIONS =
      new Key<>("runtime.connections", Integer.class, "count", "Most connections open at once");
  public static final Key<Integer> DRAIN_DELAY =
      new Key<>(
          "runtime.drain-delay",
          Integer.class,
          "ms",
          "Serving on after not-ready, before the listener closes");
  public static final Key<Integer> DRAIN_LINGER =
      new Key<>(
          "runtime.drain-linger",
          Integer.class,
          "ms",
          "Then answering with a request to close the connection");
  public static final Key<Integer> DRAIN_TIMEOUT =
      new Key<>(
          "runtime.drain-timeout",
          Integer.class,
          "ms",
          "Then waiting for requests in hand, at most");
  // Probes and endings
  public static final Key<Integer> STARTUP_PERIOD =
      new Key<>("probes.startup-period", Integer.class, "s", "Startup probe period");
  public static final Key<Integer> STARTUP_FAILURES =
      new Key<>(
          "probes.startup-failures", Integer.class, "count", "Startup probe failures allowed");
  public static final Key<Integer> READINESS_PERIOD =
      new Key<>("probes.readiness-period", Integer.class, "s", "Readiness probe period");
  public static final Key<Integer> READINESS_FAILURES =
      new Key<>(
          "probes.readiness-failures", Integer.class, "count", "Readiness probe failures allowed");
  public static final Key<Integer> LIVENESS_PERIOD =
      new Key<>("probes.liveness-period", Integer.class, "s", "Liveness probe period");
  public static final Key<Integer> LIVENESS_FAILURES =
      new Key<>(
          "probes.liveness-failures", Integer.class, "count", "Liveness probe failures allowed");
  public static final Key<Integer> PROBE_TIMEOUT =
      new Key<>("probes.timeout", Integer.class, "s", "Probe timeout");
  public static final Key<Integer> GRACE =
      new Key<>("termination.grace", Integer.class, "s", "Grace period after SIGTERM");
  // Scaling and availability
  public static final Key<Integer> CPU_TARGET =
      new Key<>(
          "autoscaling.cpu-target",
          Integer.class,
          "%",
          "CPU utilisation that the autoscaler aims at");
  public static final Key<Double> RATE_TARGET =
      new Key<>(
          "autoscaling.rate-target",
          Double.class,
          "requests/s",
          "Requests a second for each replica that the autoscaler aims at");
  public static final Key<String> SIGNAL =
      new Key<>("autoscaling.signal", String.class, "", "What replicas should follow");
  public static final Key<Integer> SCALE_DOWN_WINDOW =
      new Key<>(
          "autoscaling.scale-down-window",
          Integer.class,
          "s",
          "How long the autoscaler looks back before it scales down");
  public static final Key<Integer> MAX_UNAVAILABLE =
      new Key<>(
          "availability.max-unavailable",
          Integer.class,
          "count",
          "Replicas that a disruption may take at once");
  public static final Key<Integer> MAX_SKEW =
      new Key<>(
          "availability.max-skew", Integer.class, "count", "Difference in replicas between zones");
  public static final Key<Integer> SURGE =
      new Key<>("rollout.surge", Integer.class, "count", "Extra replicas during a rollout");
  // Objectives as alerts see them
  public static final Key<Double> SLO_AVAILABILITY =
      new Key<>("slo.availability", Double.class, "share", "Share of good answers");
  public static final Key<Integer> SLO_WINDOW =
      new Key<>("slo.window", Integer.class, "days", "Window of the error budget");
  public static final Key<Duration> SLO_LATENCY =
      new Key<>("slo.latency", Duration.class, "ms", "Latency limit that alerts watch");
  public static final Key<Double> SLO_LATENCY_SHARE =
      new Key<>(
          "slo.latency-share", Double.class, "share", "Share of requests within the latency limit");
  public static final Key<Integer> SATURATION_QUEUE =
      new Key<>(
          "alerts.saturation-queue",
          Integer.class,
          "requests",
          "Queued requests that count as saturated");
  public static final Key<Integer> REJECTED_LEAST =
      new Key<>(
          "alerts.rejected-least",
          Integer.class,
          "requests",
          "Fewest rejected requests in five minutes of which an alert tells");
  public static final Key<LatencyBuckets> LATENCY_BUCKETS =
      new Key<>(
          "metrics.latency-buckets",
          LatencyBuckets.class,
          "s",
          "Upper bounds of the latency histogram");
  public static final Key<Integer> SCRAPE_INTERVAL =
      new Key<>("metrics.scrape-interval", Integer.class, "s", "How often metrics are read");
  public static final Key<Integer> METRICS_RETENTION =
      new Key<>("metrics.retention", Integer.class, "days", "How long metrics are kept");
  // Limits and rhythms
  public static final Key<Integer> IMAGE_LIMIT =
      new Key<>("image.limit", Integer.class, "MB", "Largest image, unpacked");
  public static final Key<Integer> REVIEW_DAYS =
      new Key<>(
          "retraining.review-days",
          Integer.class,
          "days",
          "How often drift and quality are reviewed");

  public static final Key<Integer> MODEL_AGE =
      new Key<>(
          "retraining.model-age",
          Integer.class,
          "days",
          "Age at which a model is retrained or confirmed");
  public static final Key<Integer> RETRAINING_PAUSE =
      new Key<>("retraining.pause", Integer.class, "days", "Shortest time between two retrainings");
  // What counts as drift
  public static final Key<Double> DRIFT_WARN =
      new Key<>("drift.warn", Double.class, "PSI", "Drift of a feature that is shown");
  public static final Key<Double> DRIFT_ALERT =
      new Key<>("drift.alert", Double.class, "PSI", "Drift of a feature that opens a ticket");
  public static final Key<Integer> DRIFT_ROWS =
      new Key<>("drift.rows", Integer.class, "rows", "Fewest rows in a window that is judged");
  public static final Key<Integer> DRIFT_AGREEING =
      new Key<>(
          "drift.agreeing", Integer.class, "count", "Windows that must agree, of the last windows");
  public static final Key<Integer> DRIFT_WINDOWS =
      new Key<>("drift.windows", Integer.class, "count", "Last windows that are looked at");

  private static final List<Key<?>> BEFORE_ALERTS =
      List.of(
          MODEL_VARIANT,
          SERVICE_PORT,
          MANAGEMENT_PORT,
          REPLICAS_MIN,
          REPLICAS_MAX,
          REPLICAS_STAGING,
          ZONES,
          REPLICA_RATE,
          PEAK_RATE,
          RAMP,
          CPU_REQUEST,
          CPU_LIMIT,
          MEMORY_REQUEST,
          MEMORY_LIMIT,
          STORAGE_LIMIT,
          THREADS,
          OPTIMISATION,
          HEAP_PERCENT,
          QUEUE,
          BATCH_ROWS,
          DEADLINE,
          INPUTS,
          REQUEST_LIMIT,
          RECEIVE_MEMORY,
          RECEIVE_PATIENCE,
          RECEIVE_RATE,
          CONNECTIONS,
          DRAIN_DELAY,
          DRAIN_LINGER,
          DRAIN_TIMEOUT,
          STARTUP_PERIOD,
          STARTUP_FAILURES,
          READINESS_PERIOD,
          READINESS_FAILURES,
          LIVENESS_PERIOD,
          LIVENESS_FAILURES,
          PROBE_TIMEOUT,
          GRACE,
          CPU_TARGET,
          RATE_TARGET,
          SIGNAL,
          SCALE_DOWN_WINDOW,
          MAX_UNAVAILABLE,
          MAX_SKEW,
          SURGE,
          SLO_AVAILABILITY,
          SLO_WINDOW,
          SLO_LATENCY,
          SLO_LATENCY_SHARE);

  private static final List<Key<?>> ALERTS_AND_AFTER =
      List.of(
          SATURATION_QUEUE,
          REJECTED_LEAST,
          LATENCY_BUCKETS,
          SCRAPE_INTERVAL,
          METRICS_RETENTION,
          IMAGE_LIMIT,
          REVIEW_DAYS,
          MODEL_AGE,
          RETRAINING_PAUSE,
          DRIFT_WARN,
          DRIFT_ALERT,
          DRIFT_ROWS,
          DRIFT_AGREEING,
          DRIFT_WINDOWS);

  /// All keys, in the order in which a plan is read.
  public static final List<Key<?>> ALL =
      Stream.of(BEFORE_ALERTS, BurnKeys.ALL, ALERTS_AND_AFTER, AccessKeys.ALL)
          .flatMap(List::stream)
          .toList();

  private PlanKeys() {}
}
