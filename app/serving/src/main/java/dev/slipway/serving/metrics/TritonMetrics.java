// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import dev.slipway.serving.execution.Inference.Timing;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// The counters of Triton Inference Server, under its names, which lack the `_total` that
/// Prometheus wants of counters; hence untyped. A failure's reason is REJECTED where the request
/// was not run for want of time or room, BACKEND where the server failed, and OTHER for the rest.
final class TritonMetrics implements OtherNames, MultiCollector {

  private final Labels labels;
  private final LongAdder pending;
  private final LongAdder success = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final LongAdder other = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder executions = new LongAdder();
  private final LongAdder requestMicros = new LongAdder();
  private final LongAdder queueMicros = new LongAdder();
  private final LongAdder inputMicros = new LongAdder();
  private final LongAdder computeMicros = new LongAdder();
  private final LongAdder outputMicros = new LongAdder();

  TritonMetrics(String model, String version, LongAdder pending) {
    this.labels = Labels.of("model", model, "version", version);
    this.pending = pending;
  }

  @Override
  public void register(PrometheusRegistry registry) {
    registry.register(this);
  }

  @Override
  public void answered(String protocol, String code, long requestNanos) {
    switch (code) {
      case "200", "OK" -> {
        success.increment();
        requestMicros.add(requestNanos / 1000);
      }
      case "503", "504", "UNAVAILABLE", "DEADLINE_EXCEEDED" -> rejected.increment();
      case "500", "INTERNAL" -> broken.increment();
      default -> other.increment();
    }
  }

  @Override
  public void timed(long parseNanos, Timing timing, long writeNanos) {
    inputMicros.add(parseNanos / 1000);
    queueMicros.add(timing.queueNanos() / 1000);
    computeMicros.add(timing.computeNanos() / 1000);
    outputMicros.add(writeNanos / 1000);
  }

  @Override
  public void executed(int requestCount, int rowCount) {
    executions.increment();
    rows.add(rowCount);
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(
        series("nv_inference_request_success", "Successful requests.", success),
        failures(),
        series("nv_inference_count", "Rows predicted.", rows),
        series("nv_inference_exec_count", "Runs of the model.", executions),
        series("nv_inference_pending_request_count", "Waiting requests.", pending),
        series("nv_inference_request_duration_us", "Request time.", requestMicros),
        series("nv_inference_queue_duration_us", "Waiting time.", queueMicros),
        series("nv_inference_compute_input_duration_us", "Reading time.", inputMicros),
        series("nv_inference_compute_infer_duration_us", "Model time.", computeMicros),
        series("nv_inference_compute_output_duration_us", "Writing time.", outputMicros));
  }

  private UnknownSnapshot failures() {
    UnknownSnapshot.Builder series =
        UnknownSnapshot.builder()
            .name("nv_inference_request_failure")
            .help("Failed requests. Triton's name.");
    Map.of("REJECTED", rejected, "BACKEND", broken, "OTHER", other)
        .forEach((reason, count) -> series.dataPoint(point(labels.add("reason", reason), count)));
    return series.build();
  }

  private UnknownSnapshot series(String name, String help, LongAdder value) {
    return UnknownSnapshot.builder()
        .name(name)
        .help(help + " Triton's name.")
        .dataPoint(point(labels, value))
        .build();
  }

  private static UnknownDataPointSnapshot point(Labels labels, LongAdder value) {
    return UnknownDataPointSnapshot.builder().labels(labels).value(value.doubleValue()).build();
  }
}
