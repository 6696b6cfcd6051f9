// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import dev.slipway.serving.execution.Inference.Timing;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// The histograms of KServe's model server, under its names.
final class KserveMetrics implements OtherNames {

  private static final double NANOS = 1e-9;

  private final Histogram before = histogram("request_preprocess_seconds", "Reading a request.");
  private final Histogram during = histogram("request_predict_seconds", "Waiting and the model.");
  private final Histogram after = histogram("request_postprocess_seconds", "Writing an answer.");
  private final DistributionDataPoint preprocess;
  private final DistributionDataPoint predict;
  private final DistributionDataPoint postprocess;

  KserveMetrics(String model) {
    preprocess = before.labelValues(model);
    predict = during.labelValues(model);
    postprocess = after.labelValues(model);
  }

  private static Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help + " KServe's name.")
        .labelNames("model_name")
        .classicOnly()
        .build();
  }

  @Override
  public void register(PrometheusRegistry registry) {
    registry.register(before);
    registry.register(during);
    registry.register(after);
  }

  @Override
  public void timed(long parseNanos, Timing timing, long writeNanos) {
    preprocess.observe(parseNanos * NANOS);
    predict.observe((timing.queueNanos() + timing.computeNanos()) * NANOS);
    postprocess.observe(writeNanos * NANOS);
  }
}
