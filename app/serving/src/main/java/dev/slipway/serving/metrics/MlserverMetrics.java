// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/// The metrics of Seldon's MLServer, under its names and labels; those of its REST and gRPC servers
/// are about inference requests only.
final class MlserverMetrics implements OtherNames {

  private static final double NANOS = 1e-9;
  private static final String APP = "mlserver";
  private static final String POST = "POST";
  private static final String PATH = "/v2/models/{model_name}/infer";
  private static final String[] CALL = {"UNARY", "inference.GRPCInferenceService", "ModelInfer"};

  private final Counter successes = ofModel("model_infer_request_success", "Answered requests.");
  private final Counter failures = ofModel("model_infer_request_failure", "Failed requests.");
  private final Summary durations =
      Summary.builder()
          .name("model_infer_request_duration")
          .help("Seconds of a request. MLServer's name.")
          .labelNames("model", "version")
          .build();
  private final Histogram batches =
      Histogram.builder()
          .name("batch_request_queue")
          .help("Requests in one run of the model. MLServer's name.")
          .labelNames("model_name", "model_version")
          .classicOnly()
          .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256)
          .build();
  private final Counter restRequests =
      Counter.builder()
          .name("rest_server_requests")
          .help("Inference requests over REST. MLServer's name.")
          .labelNames("app_name", "method", "path", "status_code")
          .build();
  private final Histogram restDurations =
      Histogram.builder()
          .name("rest_server_request_duration_seconds")
          .help("Time of an inference request over REST. MLServer's name.")
          .labelNames("app_name", "method", "path", "status_code")
          .classicOnly()
          .build();
  private final GaugeWithCallback restInProgress;
  private final Counter grpcStarted = ofCall("grpc_server_started", "Inference calls begun.");
  private final Counter grpcHandled =
      ofCall("grpc_server_handled", "Inference calls answered.", "grpc_code");

  private final CounterDataPoint success;
  private final CounterDataPoint failure;
  private final DistributionDataPoint duration;
  private final DistributionDataPoint batch;

  MlserverMetrics(String model, String version, LongSupplier inFlight) {
    success = successes.labelValues(model, version);
    failure = failures.labelValues(model, version);
    duration = durations.labelValues(model, version);
    batch = batches.labelValues(model, version);
    restInProgress =
        GaugeWithCallback.builder()
            .name("rest_server_requests_in_progress")
            .help("REST requests begun and not yet answered. MLServer's name.")
            .labelNames("app_name", "method")
            .callback(callback -> callback.call((double) inFlight.getAsLong(), APP, POST))
            .build();
  }

  private static Counter ofModel(String name, String help) {
    return Counter.builder()
        .name(name)
        .help(help + " MLServer's name.")
        .labelNames("model", "version")
        .build();
  }

  private static Counter ofCall(String name, String help, String... more) {
    String[] labels = new String[3 + more.length];
    labels[0] = "grpc_type";
    labels[1] = "grpc_service";
    labels[2] = "grpc_method";
    System.arraycopy(more, 0, labels, 3, more.length);
    return Counter.builder().name(name).help(help + " MLServer's name.").labelNames(labels).build();
  }

  @Override
  public void register(PrometheusRegistry registry) {
    registry.register(successes);
    registry.register(failures);
    registry.register(durations);
    registry.register(batches);
    registry.register(restRequests);
    registry.register(restDurations);
    registry.register(restInProgress);
    registry.register(grpcStarted);
    registry.register(grpcHandled);
  }

  @Override
  public void answered(String protocol, String code, long requestNanos) {
    double seconds = requestNanos * NANOS;
    (OtherNames.isSuccess(code) ? success : failure).inc();
    duration.observe(seconds);
    if (protocol.equals("grpc")) {
      grpcStarted.labelValues(CALL).inc();
      grpcHandled.labelValues(CALL[0], CALL[1], CALL[2], code).inc();
    } else {
      restRequests.labelValues(APP, POST, PATH, code).inc();
      restDurations.labelValues(APP, POST, PATH, code).observe(seconds);
    }
  }

  @Override
  public void executed(int requestCount, int rowCount) {
    batch.observe(requestCount);
  }
}
