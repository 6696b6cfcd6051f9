// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.target;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServedSplit;
import dev.slipway.measure.verdict.LatencyVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A measurement that comes back in the log of a job.
final class MeasurementLogTest {

  private static final String SAID = "wine at http://10.0.0.7:80\np99 4.100 ms\n";

  private final TargetMeasurement made = measurement("Kubernetes, namespace pond", 4);

  private static TargetMeasurement measurement(String where, long millis) {
    Duration p99 = Duration.ofMillis(millis);
    var latencies =
        new Latencies(
            500,
            p99,
            p99,
            p99,
            List.of(new Latencies.AtPercentile(new Percentile(99), p99, p99, p99)),
            List.of(new Latencies.Bin(p99, p99.plusNanos(1), 500)));
    var block =
        new Block(
            new Arrival.Poisson(new Rate(50), 1),
            Duration.ofSeconds(10),
            latencies,
            latencies,
            new Rate(50),
            0,
            0,
            Duration.ofNanos(70_000),
            0.1,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new TargetMeasurement(
        "0.1.0",
        "wine",
        "1.4.0",
        Sha256.of("model".getBytes(StandardCharsets.UTF_8)),
        Instant.parse("2026-11-25T10:00:00Z"),
        where,
        new Served(
            block,
            List.of(
                new LatencyVerdict(
                    new Percentile(99), Duration.ofMillis(50), new Verdict.Met("p99 was 4 ms"))),
            8,
            new ServedSplit(
                p99, p99, Optional.empty(), Optional.empty(), Duration.ZERO, "nobody tells"),
            Optional.empty()));
  }

  private static String log(TargetMeasurement measurement) {
    return SAID + MeasurementLog.lines(measurement) + "bye\n";
  }

  private static String refusal(String log) {
    return assertThrows(ProblemException.class, () -> MeasurementLog.read(log))
        .problem()
        .code()
        .id();
  }

  @Test
  void isTakenFromBetweenWhatElseAJobSays() throws ProblemException {
    String log = log(made);

    assertTrue(MeasurementLog.is(log));
    assertFalse(MeasurementLog.is(Json.line(made)));
    assertEquals(made, MeasurementLog.read(log));
    assertEquals(made, MeasurementLog.read(log.replace("\n", "\r\n")));
    assertEquals("1.4.0+" + made.model().brief(), made.release());
  }

  @Test
  void ofTwoRunsInOneLogTheLastCounts() throws ProblemException {
    TargetMeasurement later = measurement("Kubernetes, namespace pond", 9);

    assertEquals(later, MeasurementLog.read(log(made) + log(later)));
  }

  @Test
  void refusesALogThatWasCutOff() {
    String log = log(made);
    String begun = log.substring(0, log.indexOf("-----END"));

    assertEquals("evidence.cut-off", refusal(begun));
    assertEquals("evidence.cut-off", refusal(log + begun));
    assertEquals("evidence.cut-off", refusal(log.replaceAll("(?m)^", "profile-1  | ")));
  }

  @Test
  void refusesALogThatWasEdited() {
    String log = log(made);

    assertEquals("evidence.altered", refusal(log.replace("p99 was 4 ms", "p99 was 1 ms")));
    assertEquals("evidence.altered", refusal(log.replace("sha256 ", "sha256  ")));
  }

  @Test
  void refusesAMeasurementWithAPartMissing() {
    String whole = Json.line(made);
    for (String part : List.of("block", "verdicts", "split", "response", "model", "where")) {
      JsonNode tree = assertDoesNotThrow(() -> Json.tree(whole));
      JsonNode parent = tree.findParent(part);
      ((ObjectNode) parent).remove(part);
      String json = Json.line(tree);
      String hash = Sha256.of(json.getBytes(StandardCharsets.UTF_8)).hex();

      assertEquals(
          "json.malformed",
          refusal(
              log(made).replace(whole, json).replaceAll("sha256 \\p{XDigit}+", "sha256 " + hash)),
          part);
    }
  }

  /// Whoever writes logs in the cluster can make a hash that fits.
  @Test
  void takesNoTextThatATerminalWouldObey() {
    assertEquals("evidence.not-measured-there", refusal(log(measurement("pond \u001b[2J", 4))));
  }
}
