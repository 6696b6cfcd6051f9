// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.execution.ExecutionMode;
import dev.slipway.serving.http.HttpFront;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.NonFinite;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The serving runtime as it runs in a container of one core, around a [StandIn].
final class StandInServer implements AutoCloseable {

  static final String MODEL = "stand-in";

  /// Above it the runtime hands a request to another thread.
  private static final Duration ON_THE_LOOP = Duration.ofNanos(500_000);

  private static final int MOST_BYTES = 1 << 28;
  private static final int QUEUE = 64;
  private static final List<Double> BUCKETS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0);

  private final HttpFront front;
  private final Engine engine;

  /// @param sample a request
  /// @param inference what the model takes for one, which decides where the runtime runs it
  StandInServer(StandIn model, Map<String, Tensor> sample, Duration inference)
      throws IOException, InferenceException {
    var metrics =
        new ServingMetrics(
            new MetricsSettings(MODEL, "1", BUCKETS, MetricsCompat.NONE, false),
            () -> true,
            DriftBaseline.none());
    front =
        new HttpFront(
            new HttpFront.Settings(
                MODEL,
                "1",
                InetAddress.getLoopbackAddress().getHostAddress(),
                0,
                0,
                1,
                MOST_BYTES,
                Duration.ofSeconds(30),
                NonFinite.NULL,
                RequestLog.ERRORS),
            metrics,
            Journal.toPlatformLogging(),
            () -> true);
    metrics.watchInFlight(front::inFlight);
    ExecutionMode mode =
        inference.compareTo(ON_THE_LOOP) <= 0 ? ExecutionMode.LOOP : ExecutionMode.WORKER;
    engine =
        new Engine(
            () -> model,
            new Engine.Settings(mode, 1, Duration.ZERO, QUEUE, 1, 1),
            predictor -> sample,
            front.loops(),
            metrics);
    front.serve(engine, "measured");
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), front.port());
  }

  @Override
  public void close() {
    front.close();
    engine.close();
  }
}
