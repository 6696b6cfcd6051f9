// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.drift.DriftBaseline;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingMetricsTest {

  @Test
  void countsRequestsWithinTheLimitsThatAlertsWatch() {
    ServingMetrics metrics =
        new ServingMetrics(
            new MetricsSettings("wine", "1", List.of(0.02, 1.0), MetricsCompat.NONE),
            () -> true,
            DriftBaseline.none());

    metrics.answered("rest", "200", 20_000_000);
    metrics.answered("rest", "200", 21_000_000);

    String labels = "{model_name=\"wine\",model_version=\"1\",le=";
    assertEquals(
        List.of(labels + "\"0.02\"} 1", labels + "\"1.0\"} 2", labels + "\"+Inf\"} 2"),
        metrics
            .expose("")
            .body()
            .lines()
            .filter(line -> line.startsWith("inference_request_duration_seconds_bucket"))
            .map(line -> line.substring("inference_request_duration_seconds_bucket".length()))
            .toList());
  }
}
