// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.access.Access;
import dev.slipway.serving.access.UnusableSecretException;
import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.execution.ExecutionMode;
import dev.slipway.serving.execution.WarmUp;
import dev.slipway.serving.grpc.GrpcFront;
import dev.slipway.serving.http.HttpFront;
import dev.slipway.serving.http.Images;
import dev.slipway.serving.http.Texts;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.protocol.DriftBaselineReader;
import dev.slipway.serving.protocol.InferRequestReader;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running server: one model, answered over HTTP until it is closed.
public final class ServingServer implements AutoCloseable {

  private final ServingConfig config;
  private final Journal journal;
  private final HttpFront front;
  private final Engine engine;
  private final Optional<GrpcFront> grpc;
  private final Access access;
  private final Optional<Columns> rows;
  private final Optional<Texts> texts;
  private final Optional<Images> images;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean ready = new AtomicBoolean();

  private ServingServer(ServingConfig config, Journal journal)
      throws InferenceException, IOException {
    long began = System.nanoTime();
    this.config = config;
    this.journal = journal;
    DriftBaseline baseline = baseline(config);
    Prepared prepared = new Prepared(config);
    ServingMetrics metrics =
        new ServingMetrics(
            new MetricsSettings(
                config.modelName(),
                config.modelVersion(),
                config.latencyBuckets(),
                config.metricsCompat(),
                config.grpcPort().isPresent()),
            ready::get,
            baseline);
    AdmissionLimits limits = OpenFiles.detect().within(config.admission(), journal);
    access = access(metrics);
    try {
      front = new HttpFront(frontSettings(config, limits), access, metrics, journal, ready::get);
    } catch (IOException taken) {
      access.close();
      throw taken;
    }
    metrics.watchInFlight(front::inFlight);
    try {
      engine =
          new Engine(
              () -> OrtPredictor.load(config.modelPath(), config.modelSettings()),
              engineSettings(config),
              predictor -> {
                prepared.check(predictor);
                return checkedSample(config.warmupRequest(), baseline, predictor);
              },
              front.loops(),
              metrics);
    } catch (InferenceException failure) {
      front.close();
      access.close();
      throw failure;
    }
    grpc = openGrpc(metrics, limits);
    metrics.watchAdmission(
        front.admission()::held,
        () -> front.connectionCount() + grpc.map(GrpcFront::connectionCount).orElse(0));
    rows = prepared.columns(engine.predictor());
    texts = prepared.texts(engine.predictor());
    images = prepared.images(engine.predictor());
    front.serve(engine, version(), prepared.rows(engine.predictor()), texts, images);
    ready.set(true);
    journal.info("ready", described(Duration.ofNanos(System.nanoTime() - began)));
  }

  /// Opens the ports, loads the model, warms it up and says ready.
  ///
  /// @throws InferenceException when the model cannot be loaded or fails at warm-up
  /// @throws IOException when a port cannot be opened
  public static ServingServer start(ServingConfig config) throws InferenceException, IOException {
    return start(config, Journal.toPlatformLogging());
  }

  /// As [#start(ServingConfig)], with events told to a journal.
  ///
  /// @throws InferenceException when the model cannot be loaded or fails at warm-up
  /// @throws IOException when a port cannot be opened
  public static ServingServer start(ServingConfig config, Journal journal)
      throws InferenceException, IOException {
    return new ServingServer(config, journal);
  }

  private static HttpFront.Settings frontSettings(ServingConfig config, AdmissionLimits limits) {
    return new HttpFront.Settings(
        config.modelName(),
        config.modelVersion(),
        config.bindAddress(),
        config.httpPort(),
        config.managementPort(),
        config.eventLoops(),
        config.requestMaxBytes(),
        config.requestDeadline(),
        config.outputNonFinite(),
        config.requestLog(),
        limits);
  }

  private Access access(ServingMetrics metrics) throws InferenceException {
    boolean isGuarded = !config.access().equals(Access.Settings.NONE);
    try {
      return new Access(config.access(), journal, metrics.access(isGuarded));
    } catch (UnusableSecretException unusable) {
      throw InferenceException.invalid("the mounted secret cannot be used: " + unusable.reason());
    }
  }

  private Optional<GrpcFront> openGrpc(ServingMetrics metrics, AdmissionLimits limits)
      throws IOException {
    if (config.grpcPort().isEmpty()) {
      return Optional.empty();
    }
    var settings =
        new GrpcFront.Settings(
            config.modelName(),
            config.modelVersion(),
            version(),
            new InetSocketAddress(config.bindAddress(), config.grpcPort().getAsInt()),
            config.requestMaxBytes(),
            config.requestDeadline(),
            limits,
            access,
            journal,
            config.requestLog());
    var shared = new GrpcFront.Shared(engine, front.loopGroup(), front.admission(), metrics);
    try {
      return Optional.of(new GrpcFront(settings, shared, ready::get));
    } catch (IOException taken) {
      front.close();
      access.close();
      engine.close();
      throw taken;
    }
  }

  private static Engine.Settings engineSettings(ServingConfig config) {
    int cpus = CpuLimit.detect().threads();
    return new Engine.Settings(
        config.execution(),
        config.batchMaxRows(),
        config.batchMaxDelay(),
        config.queueMaxRequests(),
        Math.max(1, cpus / config.modelSettings().threads()),
        config.warmupRuns());
  }

  private static DriftBaseline baseline(ServingConfig config) throws InferenceException {
    return config.driftBaseline().isPresent()
        ? DriftBaselineReader.read(config.driftBaseline().get())
        : DriftBaseline.none();
  }

  private static Map<String, Tensor> checkedSample(
      Optional<Path> file, DriftBaseline baseline, Predictor predictor) throws InferenceException {
    baseline.check(predictor.inputs(), predictor.outputs());
    return sample(file, predictor);
  }

  private static Map<String, Tensor> sample(Optional<Path> file, Predictor predictor)
      throws InferenceException {
    if (file.isEmpty()) {
      return Map.of();
    }
    byte[] body;
    try {
      body = Files.readAllBytes(file.get());
    } catch (IOException unreadable) {
      throw new InferenceException(
          InferenceException.Kind.NOT_FOUND,
          "cannot read the warm-up request " + file.get(),
          unreadable);
    }
    var reader = new InferRequestReader(predictor.inputs(), predictor.outputs());
    return reader.read(body, body.length, TensorMemory.FRESH).inputs();
  }

  /// The version in the jar's manifest.
  static String version() {
    String version = ServingServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private Map<String, Object> described(Duration startUp) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", config.modelName());
    fields.put("version", config.modelVersion());
    fields.put("onnxruntime", OrtBoot.runtimeVersion());
    fields.put("port", port());
    grpcPort().ifPresent(port -> fields.put("grpc_port", port));
    fields.put("management_port", managementPort());
    fields.put("threads", config.modelSettings().threads());
    fields.put("execution", engine.mode().name());
    fields.put("one_request_us", engine.report().oneRequest().toNanos() / 1000.0);
    fields.put("batch_max_rows", engine.report().maxRows());
    fields.put("batch_because", engine.report().because());
    fields.put("start_ms", startUp.toMillis());
    return fields;
  }

  /// The port of the REST protocol that is really open.
  public int port() {
    return front.port();
  }

  /// The port of the gRPC protocol that is really open, if any.
  public OptionalInt grpcPort() {
    return grpc.map(open -> OptionalInt.of(open.port())).orElse(OptionalInt.empty());
  }

  /// The port of metrics and health that is really open.
  public int managementPort() {
    return front.managementPort();
  }

  /// The request that it was warmed up with, read anew: it may be large, and is seldom asked for.
  /// Empty where none was given.
  Map<String, Tensor> sample() throws InferenceException {
    return sample(config.warmupRequest(), engine.predictor());
  }

  /// The columns of a row, where rows are answered.
  Optional<Columns> columns() {
    return rows;
  }

  /// Whether texts are answered, and as embeddings too.
  Optional<Texts> texts() {
    return texts;
  }

  /// Whether pictures are answered.
  Optional<Images> images() {
    return images;
  }

  /// The inputs that each prediction must give.
  List<TensorSpec> inputs() {
    return engine.predictor().inputs();
  }

  /// Where the model runs: LOOP or WORKER.
  public ExecutionMode execution() {
    return engine.mode();
  }

  /// Reads mounted secrets that have changed, as it does by itself every few seconds.
  void lookAtSecrets() {
    access.look();
  }

  /// What the warm-up measured.
  public WarmUp.Report warmUp() {
    return engine.report();
  }

  /// Drains. The order matters: not ready, while serving on as before, so that routers look
  /// elsewhere; then no new connections; only then are clients told to close theirs; then what is
  /// in flight is awaited.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ready.set(false);
    journal.info("draining", Map.of("in_flight", front.inFlight()));
    grpc.ifPresent(GrpcFront::announceEnd);
    pause(config.drainDelay());
    front.stopAccepting();
    front.closeAfterAnswers();
    grpc.ifPresent(GrpcFront::stopAccepting);
    pause(config.drainLinger());
    long lost = awaitInFlight();
    grpc.ifPresent(GrpcFront::close);
    front.close();
    access.close();
    engine.close();
    journal.info("stopped", Map.of("unanswered", lost));
    stopped.countDown();
  }

  /// Returns what was not answered within the configured time; a gRPC front counts as one.
  private long awaitInFlight() {
    long until = System.nanoTime() + config.drainTimeout().toNanos();
    while (front.inFlight() > 0 && System.nanoTime() - until < 0) {
      pause(Duration.ofMillis(5));
    }
    Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    try {
      boolean answered = grpc.isEmpty() || grpc.get().awaitCalls(left);
      return front.inFlight() + (answered ? 0 : 1);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return front.inFlight();
    }
  }

  /// Returns when the server has been closed.
  public void awaitClose() throws InterruptedException {
    stopped.await();
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
