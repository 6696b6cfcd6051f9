// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What Prometheus sees of a replica of `wine-quality`, well or in trouble. [PrometheusTest] shows
/// that a real one has these metrics.
final class Replica implements AutoCloseable {

  private static final double REQUESTS_PER_SECOND = 100;
  private static final double ROWS_PER_SECOND = 2000;

  private final HttpServer server;
  private final long begun = System.nanoTime();
  private volatile long trouble = Long.MAX_VALUE;

  Replica() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] metrics = metrics(System.nanoTime()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, metrics.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(metrics);
          }
        });
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// From now on half the requests fail, half of the answers are late, and all rows are of one
  /// kind.
  void getsIntoTrouble() {
    trouble = System.nanoTime();
  }

  private String metrics(long now) {
    double bad = Math.max(0, now - trouble) / 1e9;
    double good = (now - begun) / 1e9 - bad;
    double failed = bad / 2 * REQUESTS_PER_SECOND;
    double answered = (good + bad / 2) * REQUESTS_PER_SECOND;
    double inTime = (good + bad / 4) * REQUESTS_PER_SECOND;
    return String.format(
        Locale.ROOT,
        """
        # TYPE inference_ready gauge
        inference_ready{model_name="wine-quality"} 1
        # TYPE inference_requests_total counter
        inference_requests_total{model_name="wine-quality",code="200"} %1$.0f
        inference_requests_total{model_name="wine-quality",code="500"} %2$.0f
        # TYPE inference_request_duration_seconds histogram
        inference_request_duration_seconds_bucket{model_name="wine-quality",outcome="success",le="0.05"} %3$.0f
        inference_request_duration_seconds_bucket{model_name="wine-quality",outcome="success",le="+Inf"} %1$.0f
        inference_request_duration_seconds_count{model_name="wine-quality",outcome="success"} %1$.0f
        # TYPE feature_drift_expected_ratio gauge
        feature_drift_expected_ratio{model_name="wine-quality",feature="acidity",bin="low"} 0.5
        feature_drift_expected_ratio{model_name="wine-quality",feature="acidity",bin="high"} 0.5
        # TYPE feature_drift_observations_total counter
        feature_drift_observations_total{model_name="wine-quality",feature="acidity",bin="low"} %4$.0f
        feature_drift_observations_total{model_name="wine-quality",feature="acidity",bin="high"} %5$.0f
        """,
        answered,
        failed,
        inTime,
        (good / 2 + bad) * ROWS_PER_SECOND,
        good / 2 * ROWS_PER_SECOND);
  }

  void stops() {
    server.stop(0);
  }

  @Override
  public void close() {
    stops();
  }
}
