// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A measurement in the log of a job, which has no other place to write: between two marker lines,
/// as keys and certificates are. A log holds measurements only, never evidence: whoever can write a
/// log in a cluster may not sign for a person. Its hash shows an edit, not a forger.
public final class MeasurementLog {

  private static final String BEGIN = "-----BEGIN SLIPWAY MEASUREMENT-----";
  private static final String END = "-----END SLIPWAY MEASUREMENT-----";
  private static final String HASH = "sha256 ";

  /// Marker, measurement, hash.
  private static final int LINES = 3;

  private MeasurementLog() {}

  /// A measurement as lines of a log.
  public static String lines(TargetMeasurement measurement) {
    String json = Json.line(measurement);
    return BEGIN + "\n" + json + "\n" + HASH + hash(json) + "\n" + END + "\n";
  }

  /// Whether a text is such a log.
  public static boolean is(String text) {
    return text.contains(BEGIN);
  }

  /// The measurement in a log; with two runs in it, that of the last.
  public static TargetMeasurement read(String log) throws ProblemException {
    List<String> lines = log.lines().toList();
    int begin = lines.lastIndexOf(BEGIN);
    int end = lines.lastIndexOf(END);
    if (begin < 0 || end != begin + LINES) {
      throw cutOff(begin).asException();
    }
    String json = lines.get(begin + 1);
    if (!lines.get(begin + 2).equals(HASH + hash(json))) {
      throw Problem.input(
              "evidence.altered",
              "The measurement in the log is not the one that the job wrote",
              "Its hash does not fit",
              "Fetch the log again, or run the job again")
          .asException();
    }
    requireHarmless(Json.tree(json));
    return Json.readWhole(json, TargetMeasurement.class);
  }

  private static Problem cutOff(int begin) {
    return Problem.input(
        "evidence.cut-off",
        "The log does not hold the whole measurement",
        begin < 0
            ? "A marker does not stand on a line of its own"
            : "It ends before the line " + END,
        "Fetch it again without prefixes: kubectl logs job/NAME, or docker compose run -T");
  }

  /// Texts of a measurement become evidence that people read in a terminal.
  private static void requireHarmless(JsonNode node) throws ProblemException {
    if (node.isTextual() && node.textValue().chars().anyMatch(Character::isISOControl)) {
      throw Problem.input(
              "evidence.not-measured-there",
              "The log holds more than a job measures",
              "A text in it has control characters",
              "Do not trust this log: look at who can write it, and run the job again")
          .asException();
    }
    for (JsonNode child : node) {
      requireHarmless(child);
    }
  }

  private static String hash(String json) {
    return Sha256.of(json.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
