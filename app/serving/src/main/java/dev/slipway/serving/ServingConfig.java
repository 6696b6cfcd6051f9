// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.access.Access;
import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.execution.ExecutionMode;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OptimizationLevel;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.protocol.ImagesReader;
import dev.slipway.serving.protocol.NonFinite;
import dev.slipway.serving.protocol.TextsReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;

/// A checked configuration of the serving runtime; [ServingOption] explains each part.
public record ServingConfig(
    Path modelPath,
    String modelName,
    String modelVersion,
    ModelSettings modelSettings,
    String bindAddress,
    int httpPort,
    OptionalInt grpcPort,
    int managementPort,
    int eventLoops,
    int requestMaxBytes,
    Duration requestDeadline,
    AdmissionLimits admission,
    int queueMaxRequests,
    ExecutionMode execution,
    int batchMaxRows,
    Duration batchMaxDelay,
    int warmupRuns,
    Optional<Path> warmupRequest,
    NonFinite outputNonFinite,
    Duration drainDelay,
    Duration drainLinger,
    Duration drainTimeout,
    RequestLog requestLog,
    List<Double> latencyBuckets,
    MetricsCompat metricsCompat,
    Optional<Path> driftBaseline,
    Access.Settings access,
    Optional<Path> rowsPreparation,
    int rowsMax,
    TextsReader.Limits textLimits,
    int textTokens,
    int textsTogether,
    ImagesReader.Limits imageLimits) {

  /// The most that `request.max-bytes` may be, in bytes: 1 GiB.
  public static final int LARGEST_REQUEST = 1 << 30;

  private static final long MOST_RECEIVED = 64L << 30;
  private static final int BESIDE_A_BODY = 1 << 18;

  public ServingConfig {
    latencyBuckets = List.copyOf(latencyBuckets);
  }

  /// From an optional properties file and an environment, which wins.
  ///
  /// @throws ConfigException for an unknown key or a value that is not allowed
  public static ServingConfig load(Optional<Path> file, Map<String, String> environment)
      throws ConfigException {
    Map<String, String> values = new HashMap<>();
    if (file.isPresent()) {
      values.putAll(read(file.get()));
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith("SLIPWAY_")) {
        ServingOption.inEnvironment(variable.getKey())
            .ifPresent(option -> values.put(option.key(), variable.getValue()));
      }
    }
    return of(values);
  }

  /// Variables that look like an option's and are none, each with the one that was probably meant.
  static Map<String, String> mistyped(Map<String, String> environment) {
    Map<String, String> mistyped = new TreeMap<>();
    for (String name : environment.keySet()) {
      if (name.startsWith("SLIPWAY_") && ServingOption.inEnvironment(name).isEmpty()) {
        ServingOption.nearestInEnvironment(name)
            .ifPresent(option -> mistyped.put(name, option.environmentName()));
      }
    }
    return mistyped;
  }

  private static Map<String, String> read(Path file) throws ConfigException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException failure) {
      throw new ConfigException("--config", file.toString(), "a readable properties file");
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  /// From values by option key; what is left out takes its default.
  ///
  /// @throws ConfigException for an unknown key or a value that is not allowed
  public static ServingConfig of(Map<String, String> values) throws ConfigException {
    OptionReader read = new OptionReader(values);
    Path model = read.existingFile(ServingOption.MODEL_PATH);
    int cores = CpuLimit.detect().threads();
    int largest = read.bytes(ServingOption.REQUEST_MAX_BYTES, 1 << 10, LARGEST_REQUEST);
    return new ServingConfig(
        model,
        read.name(ServingOption.MODEL_NAME, stem(model)),
        read.name(ServingOption.MODEL_VERSION, ServingOption.MODEL_VERSION.defaultValue()),
        new ModelSettings(
            read.integerOrAuto(ServingOption.MODEL_THREADS, 1, 1024, cores),
            read.choice(ServingOption.MODEL_OPTIMIZATION, OptimizationLevel.class),
            false),
        read.text(ServingOption.BIND_ADDRESS),
        read.integer(ServingOption.HTTP_PORT, 0, 65535),
        read.integerOrOff(ServingOption.GRPC_PORT, 0, 65535),
        read.integer(ServingOption.MANAGEMENT_PORT, 0, 65535),
        read.integerOrAuto(ServingOption.EVENT_LOOPS, 1, 256, cores),
        largest,
        read.duration(ServingOption.REQUEST_DEADLINE, Duration.ofMillis(1), Duration.ofHours(1)),
        admission(read, largest),
        read.integer(ServingOption.QUEUE_MAX_REQUESTS, 1, 100_000),
        read.choice(ServingOption.EXECUTION, ExecutionMode.class),
        read.integer(ServingOption.BATCH_MAX_ROWS, 1, 65536),
        read.duration(ServingOption.BATCH_MAX_DELAY, Duration.ZERO, Duration.ofSeconds(1)),
        read.integer(ServingOption.WARMUP_RUNS, 1, 100_000),
        read.optionalFile(ServingOption.WARMUP_REQUEST),
        read.choice(ServingOption.OUTPUT_NON_FINITE, NonFinite.class),
        read.duration(ServingOption.DRAIN_DELAY, Duration.ZERO, Duration.ofMinutes(10)),
        read.duration(ServingOption.DRAIN_LINGER, Duration.ZERO, Duration.ofMinutes(1)),
        read.duration(ServingOption.DRAIN_TIMEOUT, Duration.ZERO, Duration.ofMinutes(10)),
        read.choice(ServingOption.LOG_REQUESTS, RequestLog.class),
        read.rising(ServingOption.METRICS_LATENCY_BUCKETS, 100),
        read.choice(ServingOption.METRICS_COMPAT, MetricsCompat.class),
        read.optionalFile(ServingOption.DRIFT_BASELINE),
        access(read),
        read.optionalFile(ServingOption.ROWS_PREPARATION),
        read.integer(ServingOption.ROWS_MAX, 1, 1_000_000),
        new TextsReader.Limits(
            read.integer(ServingOption.TEXTS_MAX, 1, 10_000),
            read.integer(ServingOption.TEXTS_MAX_CHARACTERS, 1, 100_000)),
        read.integer(ServingOption.TEXTS_MAX_TOKENS, 1, 100_000),
        read.integer(ServingOption.TEXTS_TOGETHER, 1, 1024),
        new ImagesReader.Limits(
            read.integer(ServingOption.IMAGES_MAX, 1, 1024),
            read.integer(ServingOption.IMAGES_MAX_PIXELS, 1, (int) PictureFile.MOST_PIXELS)));
  }

  private static Access.Settings access(OptionReader read) throws ConfigException {
    Optional<Path> certificate = read.optionalFile(ServingOption.TLS_CERTIFICATE);
    Optional<Path> key = read.optionalFile(ServingOption.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      ServingOption missing = key.isEmpty() ? ServingOption.TLS_KEY : ServingOption.TLS_CERTIFICATE;
      throw new ConfigException(
          missing.key(), "", missing.allowed() + "; certificate and key come together");
    }
    return new Access.Settings(read.optionalFile(ServingOption.AUTH_TOKENS_FILE), certificate, key);
  }

  /// Never less than the largest body, and what comes beside it. Memory that grows by steps may
  /// take more than that: alone, a request fits all the same.
  private static AdmissionLimits admission(OptionReader read, int largest) throws ConfigException {
    long heap = Runtime.getRuntime().maxMemory();
    long all =
        read.bytesOrAuto(
            ServingOption.RECEIVE_MAX_BYTES, 1 << 10, MOST_RECEIVED, AdmissionLimits.bytesOf(heap));
    return new AdmissionLimits(
        Math.max(largest, all) + BESIDE_A_BODY,
        read.duration(
            ServingOption.RECEIVE_PATIENCE, Duration.ofMillis(100), Duration.ofMinutes(10)),
        read.bytes(ServingOption.RECEIVE_LEAST_RATE, 1, 1 << 30),
        read.integerOrAuto(
            ServingOption.CONNECTIONS_MAX,
            16,
            1_000_000,
            AdmissionLimits.connectionsOf(heap, access(read).certificate().isPresent())));
  }

  private static String stem(Path model) {
    String file = String.valueOf(model.getFileName());
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /// On the loopback address, free ports, no gRPC, no waiting at the end: for use inside another
  /// program.
  ///
  /// @param overrides values by option key, which win
  /// @throws ConfigException for an unknown key or a value that is not allowed
  public static ServingConfig inProcess(Path model, Map<String, String> overrides)
      throws ConfigException {
    Map<String, String> values = new HashMap<>();
    values.put(ServingOption.MODEL_PATH.key(), model.toString());
    values.put(ServingOption.BIND_ADDRESS.key(), "127.0.0.1");
    values.put(ServingOption.HTTP_PORT.key(), "0");
    values.put(ServingOption.GRPC_PORT.key(), "off");
    values.put(ServingOption.MANAGEMENT_PORT.key(), "0");
    values.put(ServingOption.DRAIN_DELAY.key(), "0 ms");
    values.put(ServingOption.DRAIN_LINGER.key(), "0 ms");
    values.putAll(overrides);
    return of(values);
  }
}
