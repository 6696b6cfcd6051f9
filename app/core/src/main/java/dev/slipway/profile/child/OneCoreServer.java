// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

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
import java.util.Optional;

/// The serving runtime as it runs in a container of one core, in this process.
final class OneCoreServer implements AutoCloseable {

  static final String MODEL = "measured";

  private static final int MOST_BYTES = 1 << 28;
  private static final int QUEUE = 64;
  private static final int ROWS = 32;
  private static final int WARM_UPS = 50;
  private static final List<Double> BUCKETS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0);

  private final HttpFront front;
  private final Engine engine;

  /// @param loader opens the model
  /// @param sample a request
  /// @param batchRows most rows that run together; empty for the runtime's own
  OneCoreServer(Engine.Loader loader, Map<String, Tensor> sample, Optional<Integer> batchRows)
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
    try {
      engine =
          new Engine(
              loader,
              new Engine.Settings(
                  ExecutionMode.AUTO, batchRows.orElse(ROWS), Duration.ZERO, QUEUE, 1, WARM_UPS),
              predictor -> sample,
              front.loops(),
              metrics);
    } catch (InferenceException refused) {
      front.close();
      throw refused;
    }
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
