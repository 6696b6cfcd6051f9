// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import dev.slipway.serving.access.Access;
import dev.slipway.serving.admission.Reason;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.drift.DriftCounters;
import dev.slipway.serving.execution.ExecutionObserver;
import dev.slipway.serving.execution.Inference.Timing;
import dev.slipway.serving.tensor.Tensor;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// The server's own metrics: every series carries `model_name` and `model_version`.
public final class ServingMetrics implements ExecutionObserver {

  private static final double[] SECONDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5
  };
  private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64, 128, 256};
  private static final double NANOS = 1e-9;

  // A counter that begins to exist with its first increase hides that increase from rate(); so
  // what alerts watch exists from the start.
  private static final List<String> REJECTIONS =
      Stream.concat(
              Stream.of("abandoned", "deadline", "queue_full"),
              Stream.of(Reason.values()).map(Reason::label))
          .toList();
  private static final List<String> REST_CODES = List.of("200", "500", "503", "504");
  private static final List<String> GRPC_CODES =
      List.of("OK", "INTERNAL", "UNAVAILABLE", "DEADLINE_EXCEEDED");

  // A failure is soon told; among answers it would pass for one that came in time.
  private static final Set<String> GOOD_CODES = Set.of("200", "OK");

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Labels model;
  private final boolean grpc;
  private final Counter requests;
  private final Counter rejected;
  private final CounterDataPoint rows;
  private final CounterDataPoint executions;
  private final DistributionDataPoint answerTime;
  private final DistributionDataPoint failureTime;
  private final DistributionDataPoint parseTime;
  private final DistributionDataPoint queueTime;
  private final DistributionDataPoint batchTime;
  private final DistributionDataPoint computeTime;
  private final DistributionDataPoint writeTime;
  private final DistributionDataPoint batchSize;
  private final LongAdder pending = new LongAdder();
  private final OtherNames other;
  private final DriftCounters drift;
  private volatile LongSupplier inFlight = () -> 0;
  private volatile LongSupplier unfinishedBytes = () -> 0;
  private volatile LongSupplier connections = () -> 0;

  /// @param baseline the features to count
  public ServingMetrics(MetricsSettings settings, BooleanSupplier ready, DriftBaseline baseline) {
    grpc = settings.grpc();
    model = Labels.of("model_name", settings.modelName(), "model_version", settings.modelVersion());
    requests =
        Counter.builder()
            .name("inference_requests")
            .help("Inference requests answered, by protocol and status code.")
            .constLabels(model)
            .labelNames("protocol", "code")
            .register(registry);
    rejected =
        Counter.builder()
            .name("inference_rejected")
            .help("Requests and connections refused without running the model, by reason.")
            .constLabels(model)
            .labelNames("reason")
            .register(registry);
    REST_CODES.forEach(code -> requests.initLabelValues("rest", code));
    if (settings.grpc()) {
      GRPC_CODES.forEach(code -> requests.initLabelValues("grpc", code));
    }
    REJECTIONS.forEach(rejected::initLabelValues);
    rows = counter("inference_rows", "Rows predicted.");
    executions =
        counter("inference_executions", "Runs of the model; one run may serve several requests.");
    Histogram requestTime =
        Histogram.builder()
            .name("inference_request_duration_seconds")
            .help("From the last byte read to the answer handed to the network, by outcome.")
            .constLabels(model)
            .labelNames("outcome")
            .classicOnly()
            .classicUpperBounds(
                settings.latencyBuckets().stream().mapToDouble(Double::doubleValue).toArray())
            .register(registry);
    answerTime = requestTime.labelValues("success");
    failureTime = requestTime.labelValues("failure");
    parseTime = seconds("inference_parse", "Reading a request's tensors.");
    queueTime = seconds("inference_queue", "Waiting for the model.");
    batchTime =
        seconds("inference_batch", "Waiting for others to share a run; part of the queue's time.");
    computeTime = seconds("inference_compute", "In the model; requests of one run share its time.");
    writeTime = seconds("inference_write", "Writing an answer's tensors.");
    batchSize = histogram("inference_batch_size", "Rows in one run of the model.", ROWS);
    gauge("inference_pending_requests", "Requests waiting for the model.", pending::sum);
    gauge(
        "inference_unfinished_bytes",
        "Memory of requests that have not come, run and been answered.",
        () -> unfinishedBytes.getAsLong());
    gauge(
        "inference_connections",
        "Open connections of the ports for predictions.",
        () -> connections.getAsLong());
    gauge("inference_ready", "1 when predictions are served.", () -> ready.getAsBoolean() ? 1 : 0);
    other = otherNames(settings);
    other.register(registry);
    drift = new DriftCounters(baseline);
    registry.register(new DriftMetrics(model, drift));
    ProcessMetrics.register(registry);
  }

  private OtherNames otherNames(MetricsSettings settings) {
    String name = settings.modelName();
    String version = settings.modelVersion();
    return switch (settings.compat()) {
      case NONE -> new OtherNames.None();
      case TRITON -> new TritonMetrics(name, version, pending);
      case KSERVE -> new KserveMetrics(name);
      case MLSERVER -> new MlserverMetrics(name, version, () -> inFlight.getAsLong());
    };
  }

  /// Counts of who may ask, which exist where somebody is asked or something is encrypted.
  public Access.Observer access(boolean isGuarded) {
    List<String> protocols = grpc ? List.of("rest", "grpc") : List.of("rest");
    PrometheusRegistry place = isGuarded ? registry : new PrometheusRegistry();
    return new AccessMetrics(place, model, protocols);
  }

  /// Says where the number of REST requests in flight is known.
  public void watchInFlight(LongSupplier requestsInFlight) {
    inFlight = requestsInFlight;
  }

  /// Says where it is known how much unfinished requests hold, and how many connections are open.
  public void watchAdmission(LongSupplier bytesHeld, LongSupplier openConnections) {
    unfinishedBytes = bytesHeld;
    connections = openConnections;
  }

  private CounterDataPoint counter(String name, String help) {
    return Counter.builder().name(name).help(help).constLabels(model).register(registry);
  }

  private DistributionDataPoint seconds(String name, String help) {
    return histogram(name + "_duration_seconds", help, SECONDS);
  }

  private DistributionDataPoint histogram(String name, String help, double[] bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .constLabels(model)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .constLabels(model)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /// An answer was given.
  ///
  /// @param protocol `rest` or `grpc`
  /// @param code the protocol's status code
  public void answered(String protocol, String code, long requestNanos) {
    requests.labelValues(protocol, code).inc();
    (GOOD_CODES.contains(code) ? answerTime : failureTime).observe(requestNanos * NANOS);
    other.answered(protocol, code, requestNanos);
  }

  /// The parts of a request that ran.
  public void timed(long parseNanos, Timing timing, long writeNanos) {
    parseTime.observe(parseNanos * NANOS);
    queueTime.observe(timing.queueNanos() * NANOS);
    batchTime.observe(timing.batchNanos() * NANOS);
    computeTime.observe(timing.computeNanos() * NANOS);
    writeTime.observe(writeNanos * NANOS);
    other.timed(parseNanos, timing, writeNanos);
  }

  /// Tensors were served; they are counted, not kept.
  public void served(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    drift.observe(inputs, outputs);
  }

  /// As [#served] for a part of a request of which more is to be answered.
  ///
  /// @param found is given a counter for each value, to be increased when all is answered
  public void servedInPart(
      Map<String, Tensor> inputs, Map<String, Tensor> outputs, Consumer<LongAdder> found) {
    drift.observe(inputs, outputs, found);
  }

  @Override
  public void executed(int requestCount, int rowCount, long computeNanos) {
    executions.inc();
    rows.inc(rowCount);
    batchSize.observe(rowCount);
    other.executed(requestCount, rowCount);
  }

  @Override
  public void rejected(String reason) {
    rejected.labelValues(reason).inc();
  }

  /// A request or a connection was not let in, or was ended.
  public void rejected(Reason reason) {
    rejected(reason.label());
  }

  @Override
  public void pendingChanged(int by) {
    pending.add(by);
  }

  /// All metrics in the format that suits an `Accept` header.
  public Exposition expose(String accept) {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Exposition(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
  }

  /// A scrape's answer.
  public record Exposition(String contentType, String body) {}
}
