// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static dev.slipway.checklist.Evidence.Source.MANUAL;
import static dev.slipway.checklist.Evidence.Source.PIPELINE;
import static dev.slipway.checklist.Evidence.Source.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Evidence that comes back in the log of a job.
final class EvidenceLogTest {

  private static final String SAID = "wine at http://10.0.0.7:80\np99 4.100 ms\n";

  private final Release release =
      new Release()
          .found("serving.load_errors", "0", TARGET)
          .found("serving.latency_p99_ms", "4.1", TARGET);

  private static String log(Release release) throws ProblemException {
    return SAID
        + EvidenceLog.lines(EvidenceJson.write("wine", Release.NAME, release.entries))
        + "bye\n";
  }

  private static List<Evidence> read(String log) throws ProblemException {
    return EvidenceLog.read(log, "wine", Release.NAME);
  }

  private static String refusal(String log) {
    return assertThrows(ProblemException.class, () -> read(log)).problem().code().id();
  }

  @Test
  void isTakenFromBetweenWhatElseAJobSays() throws ProblemException {
    String log = log(release);

    assertTrue(EvidenceLog.is(log));
    assertFalse(EvidenceLog.is(EvidenceJson.write("wine", Release.NAME, release.entries)));
    assertEquals(release.entries.stream().map(Ledger.Entry::evidence).toList(), read(log));
    assertEquals(read(log), read(log.replace("\n", "\r\n")));
  }

  @Test
  void ofTwoRunsInOneLogTheLastCounts() throws ProblemException {
    var later = new Release().found("serving.latency_p99_ms", "9", TARGET);

    assertEquals(read(log(later)), read(log(release) + log(later)));
  }

  @Test
  void refusesALogThatWasCutOff() throws ProblemException {
    String log = log(release);
    int end = log.indexOf("-----END");

    assertEquals("evidence.cut-off", refusal(log.substring(0, end)));
    assertEquals("evidence.cut-off", refusal(log + log.substring(0, end)));
    assertEquals("evidence.cut-off", refusal(log.replaceAll("(?m)^", "profile-1  | ")));
  }

  @Test
  void refusesALogThatWasEditedOrIsAboutAnotherRelease() throws ProblemException {
    String log = log(release);

    assertEquals("evidence.altered", refusal(log.replace("\"4.1\"", "\"0.1\"")));
    assertEquals("evidence.malformed", refusal(log.replace("\"schema\"", "schema")));
    assertEquals(
        "evidence.foreign-release",
        assertThrows(
                ProblemException.class, () -> EvidenceLog.read(log, "wine", "1.4.0+000000000000"))
            .problem()
            .code()
            .id());
  }

  /// Whoever writes logs in the cluster can chain anything.
  @ParameterizedTest
  @CsvSource({
    "manual.gov-owner, met, manual",
    "serving.latency_p99_ms, 1, manual",
    "serving.latency_p99_ms, 1, pipeline",
    "image.critical_fixable, 0, target",
    "serving.load_errors, 0\u001b[2J, target",
  })
  void takesNothingThatAJobDoesNotMeasure(String key, String value, String source)
      throws ProblemException {
    Evidence.Source from = Evidence.Source.valueOf(source.toUpperCase(Locale.ROOT));
    assertTrue(List.of(MANUAL, PIPELINE, TARGET).contains(from));

    release.found(key, value, from);

    assertEquals("evidence.not-measured-there", refusal(log(release)));
  }
}
