// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import static dev.slipway.evidence.Evidence.Source.PIPELINE;
import static dev.slipway.evidence.Evidence.Source.TARGET;
import static dev.slipway.evidence.Evidence.Source.WORKBENCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Carrying evidence from one machine to another.
final class EvidenceJsonTest {

  private static final Waiver WAIVER =
      new Waiver(
          "wine",
          Release.NAME,
          "pipe-vulns",
          "no fix yet",
          "inside only",
          "Ada",
          "Grace",
          Instant.parse("2026-03-02T12:00:00Z"),
          Instant.parse("2026-03-16T12:00:00Z"));

  private final Release release =
      new Release()
          .found("tests.features_status", "passed", PIPELINE)
          .found("note", "Grüße \"quoted\" \\ \n\t\u0001 ≤ 50 😀", WORKBENCH)
          .foundBefore(Duration.ofDays(2), "image.critical_fixable", "0", PIPELINE);

  @Test
  void whatIsWrittenIsReadAgain() throws ProblemException {
    List<Evidence> records = release.entries.stream().map(Ledger.Entry::evidence).toList();

    assertEquals(records, EvidenceJson.read(written(), "wine", Release.NAME).records());
  }

  @Test
  void hasOneFormWhoseHashAnybodyCanRecompute() throws ProblemException {
    var one = new Release().found("secrets.findings", "0", WORKBENCH);

    assertEquals(
        """
        {"schema":"slipway/evidence/v1",
        "records":[
        {"hash":"%s","record":{"at":"2026-03-02T12:00:00Z","command":"slipway","environment":"laptop",\
        "inputs":{"model":"%s"},"key":"secrets.findings","project":"wine","release":"1.4.0+9f2c41d7a0b1",\
        "source":"workbench","tool":"0.1.0","unit":"","value":"0"}}
        ]}
        """
            .formatted(
                "9dc33260f00e9b61b5e3ad974883de3e9d8da0383048ea57de6ff14ff171f158", "a".repeat(64)),
        EvidenceJson.write("wine", Release.NAME, one.entries, List.of()));
  }

  /// A file is chained by whoever writes it.
  @Test
  void noToolSpeaksForAPerson() throws ProblemException {
    var word =
        new Attestation(
            "data-labels", Attestation.Word.MET, "measured", "Mallory", Optional.empty());
    var forged = new Release().found(Attestation.keyOf("data-labels"), word.text(), TARGET);

    assertEquals(
        "evidence.malformed",
        refusal(EvidenceJson.write("wine", Release.NAME, forged.entries, List.of())));
  }

  @Test
  void waiversTravelWithTheRecordsAndCannotBeEdited() throws ProblemException {
    String with = EvidenceJson.write("wine", Release.NAME, release.entries, List.of(WAIVER));

    EvidenceJson.Contents read = EvidenceJson.read(with, "wine", Release.NAME);
    assertEquals(3, read.records().size());
    assertEquals(List.of(WAIVER), read.waivers());
    assertEquals(
        "evidence.altered", refusal(with.replace("2026-03-16T12:00:00Z", "2026-04-01T12:00:00Z")));
    assertEquals("evidence.malformed", refusal(with.replace("\"Grace\"", "\"Ada\"")));
    assertEquals(
        "evidence.altered",
        refusal(with.replaceFirst("\\{[^\n]*tests.features_status[^\n]*,\n", "")));
  }

  @Test
  void leavesOtherReleasesAtHome() throws ProblemException {
    assertEquals(
        List.of(),
        EvidenceJson.read(
                EvidenceJson.write("wine", "2.0.0+000000000000", release.entries, List.of(WAIVER)),
                "wine",
                "2.0.0+000000000000")
            .records());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "value":"passed"       | "value":"failed"
          "source":"workbench"   | "source":"target"
          2026-02-28T12:00:00Z   | 2026-03-01T12:00:00Z
          "unit":""              | "unit":"ms"
          """)
  void refusesAnEditedRecord(String right, String wrong) throws ProblemException {
    assertTrue(written().contains(right));

    assertEquals("evidence.altered", refusal(written().replace(right, wrong)));
  }

  @Test
  void refusesAFileFromWhichARecordWasTaken() throws ProblemException {
    List<String> lines = written().lines().toList();
    String shorter =
        String.join("\n", lines.subList(0, 2)) + "\n" + String.join("\n", lines.subList(3, 6));

    assertEquals("evidence.altered", refusal(shorter));
  }

  @Test
  void refusesEvidenceOfAnotherReleaseOrProject() throws ProblemException {
    String json = written();

    ProblemException release =
        assertThrows(
            ProblemException.class, () -> EvidenceJson.read(json, "wine", "1.4.0+000000000000"));
    ProblemException project =
        assertThrows(ProblemException.class, () -> EvidenceJson.read(json, "beer", Release.NAME));

    assertEquals("evidence.foreign-release", release.problem().code().id());
    assertEquals(
        "It is about wine 1.4.0+9f2c41d7a0b1; this is wine 1.4.0+000000000000",
        release.problem().why());
    assertEquals("evidence.foreign-release", project.problem().code().id());
  }

  @Test
  void doesNotCarryOnWhatWasAlteredAtHome() {
    release.keeps(release.evidence("x", "1", WORKBENCH, Duration.ZERO), false);

    ProblemException refused = assertThrows(ProblemException.class, this::written);

    assertEquals("evidence.altered", refused.problem().code().id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{}",
        "{\"schema\":\"slipway/evidence/v1\"}",
        "{\"schema\":\"slipway/evidence/v2\",\"records\":[]}",
        "{\"schema\":\"slipway/evidence/v1\",\"records\":[{}]}",
        "{\"schema\":\"slipway/evidence/v1\",\"records\":[1]}",
        "{\"schema\":\"slipway/evidence/v1\",\"schema\":\"slipway/evidence/v1\",\"records\":[]}",
      })
  void refusesWhatIsNoEvidence(String json) {
    assertEquals("evidence.malformed", refusal(json));
  }

  @Test
  void importingTwiceAddsNothing() throws ProblemException {
    List<Evidence> read = EvidenceJson.read(written(), "wine", Release.NAME).records();

    try (var ledger = new MemoryLedger()) {
      ledger.append(EvidenceJson.unseen(read, ledger.entries("wine")));
      ledger.append(EvidenceJson.unseen(read, ledger.entries("wine")));

      assertEquals(read, ledger.entries("wine").stream().map(Ledger.Entry::evidence).toList());
    }
  }

  private String written() throws ProblemException {
    return EvidenceJson.write("wine", Release.NAME, release.entries, List.of());
  }

  private static String refusal(String json) {
    return assertThrows(ProblemException.class, () -> EvidenceJson.read(json, "wine", Release.NAME))
        .problem()
        .code()
        .id();
  }
}
