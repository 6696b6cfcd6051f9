// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The workload file of a bundle.
final class WorkloadTest {

  private static final String FILE =
      """
      {"schema": "slipway/workload/v1", "project": "wine-quality", "version": "1.4.0",
       "model": "%s", "tier": "standard", "peak": 120,
       "limits": [{"percentile": 99.9, "milliseconds": 2.5}]}
      """
          .formatted("a".repeat(64));

  @Test
  void saysHowAServiceIsAskedAndWhatItIsHeldAgainst() throws Exception {
    Workload workload = Workload.parse(FILE, "workload.json");

    assertEquals(
        new Workload(
            "wine-quality",
            "1.4.0",
            new Sha256("a".repeat(64)),
            Tier.STANDARD,
            Optional.of(new Rate(120)),
            List.of(new LatencyLimit(new Percentile(99.9), Duration.ofNanos(2_500_000)))),
        workload);
    assertEquals(new Arrival.Poisson(new Rate(120), 7), workload.arrival(7));
    assertEquals(new Looks(Duration.ofMinutes(1), 3, false), workload.looks());
    assertEquals(Duration.ofSeconds(15), workload.warmUp());
  }

  @Test
  void withoutAPeakAFewClientsAskAgainAndAgain() throws Exception {
    Workload workload = Workload.parse(FILE.replace("\"peak\": 120,", ""), "workload.json");

    assertEquals(new Arrival.Closed(4), workload.arrival(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          workload/v1       | workload/v9
          "tier": "standard" | "tier": "endless"
          aaaaaaaa          | x
          "peak": 120       | "peak": 0
          "peak": 120       | "peak": "many"
          "percentile": 99.9 | "percentile": 100
          "milliseconds": 2.5 | "milliseconds": -1
          """)
  void refusesAnythingElse(String right, String wrong) {
    assertTrue(FILE.contains(right));

    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> Workload.parse(FILE.replace(right, wrong), "workload.json"));

    assertEquals("workload.malformed", refused.problem().code().id());
  }
}
