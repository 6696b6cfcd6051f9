// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.stream.Stream;

/// Evidence in the log of a job, which has no other place to write: between two marker lines, as
/// keys and certificates are. Whoever can write a log in a cluster may not sign for a person, so
/// that only what a service showed there is taken from one.
public final class EvidenceLog {

  private static final String BEGIN = "-----BEGIN SLIPWAY EVIDENCE-----";
  private static final String END = "-----END SLIPWAY EVIDENCE-----";

  private static final String KEYS = "serving.";

  private EvidenceLog() {}

  /// What [EvidenceJson#write] wrote, as lines of a log.
  public static String lines(String evidence) {
    return BEGIN + "\n" + evidence.strip() + "\n" + END + "\n";
  }

  /// Whether a text is such a log rather than a file of evidence.
  public static boolean is(String text) {
    return text.contains(BEGIN);
  }

  /// The records of a log about a release; with two runs in it, those of the last.
  public static List<Evidence> read(String log, String project, String release)
      throws ProblemException {
    List<String> lines = log.lines().toList();
    int begin = lines.lastIndexOf(BEGIN);
    int end = lines.lastIndexOf(END);
    if (begin < 0 || end < begin) {
      throw Problem.input(
              "evidence.cut-off",
              "The log does not hold the whole evidence",
              begin < 0
                  ? "A marker does not stand on a line of its own"
                  : "It ends before the line " + END,
              "Fetch it again without prefixes: kubectl logs job/NAME, or docker compose run -T")
          .asException();
    }
    List<Evidence> records =
        EvidenceJson.read(String.join("\n", lines.subList(begin + 1, end)), project, release);
    for (Evidence record : records) {
      requireMeasured(record);
    }
    return records;
  }

  private static void requireMeasured(Evidence record) throws ProblemException {
    boolean measured = record.source() == Evidence.Source.TARGET && record.key().startsWith(KEYS);
    if (!measured || !harmless(record)) {
      throw Problem.input(
              "evidence.not-measured-there",
              "The log holds more than a job measures",
              measured
                  ? "A record has control characters"
                  : "A record has the source '%s' and a key that a job does not write"
                      .formatted(record.source().id()),
              "Do not trust this log: look at who can write it, and run the job again")
          .asException();
    }
  }

  private static boolean harmless(Evidence record) {
    return Stream.of(
            Stream.of(
                record.key(),
                record.value(),
                record.unit(),
                record.tool(),
                record.environment(),
                record.command()),
            record.inputs().keySet().stream(),
            record.inputs().values().stream())
        .flatMap(texts -> texts)
        .noneMatch(text -> text.chars().anyMatch(Character::isISOControl));
  }
}
