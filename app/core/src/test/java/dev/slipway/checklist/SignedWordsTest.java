// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static dev.slipway.evidence.Attestation.Word.MET;
import static dev.slipway.evidence.Attestation.Word.NOT_APPLICABLE;
import static dev.slipway.evidence.Attestation.Word.NOT_MET;
import static dev.slipway.evidence.Attestation.Word.WITHDRAWN;
import static dev.slipway.evidence.Evidence.Source.PIPELINE;
import static dev.slipway.evidence.Evidence.Source.REHEARSAL;
import static dev.slipway.evidence.Evidence.Source.TARGET;
import static dev.slipway.evidence.Evidence.Source.WORKBENCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people say of a release, how it ends, and which command mends what is open.
final class SignedWordsTest {

  private static final Duration AN_HOUR = Duration.ofHours(1);

  private Catalogue catalogue;
  private Release release;

  @BeforeEach
  void aReleaseOfWhichNothingIsKnown() throws ProblemException {
    catalogue = Release.shipped();
    release = new Release();
  }

  @Test
  void aWordTellsWhoWhenUntilAndWhere() {
    release.said(
        new Attestation(
            "data-labels", MET, "two vets agreed", "Ada", Optional.of("https://example.org/7")),
        Duration.ZERO);

    assertEquals(
        List.of(
            "attested by Ada on 2026-03-02, until 2026-08-29: two vets agreed"
                + " (https://example.org/7)"),
        said("data-labels"));
  }

  @Test
  void aWordEndsByItselfAndTheItemIsOpenAgain() {
    release.attested("Ada", "data-labels", MET, Duration.ofDays(181));
    release.attested("Ada", "goal-intended-use", MET, Duration.ofDays(181));

    assertTells(
        "data-labels", "STALE: it is from 2025-09-02 and counts for 180 days (manual, 2025-09-02)");
    assertTells(
        "goal-intended-use",
        "STALE: it is from 2025-09-02 and counts for 180 days (manual, 2025-09-02)");
  }

  @Test
  void aBlockerThatNothingMeasuresNeedsTwoPeople() {
    release.attested("Ada", "arch-secrets", MET, AN_HOUR);
    assertTells(
        "arch-secrets",
        "NOT_RUN: Ada: see the note of 2 March (manual, 2026-03-02); 2 people must attest a"
            + " blocker");

    release.attested(" ADA ", "arch-secrets", MET);
    assertEquals(Checklist.State.NOT_RUN, line("arch-secrets").state());

    release.attested("Grace", "arch-secrets", MET);
    assertEquals(Checklist.State.PASS, line("arch-secrets").state());
    assertEquals(2, line("arch-secrets").said().size());
  }

  @Test
  void whoDisagreesUndoesWhatOthersSaid() {
    release.attested("Ada", "arch-secrets", MET, AN_HOUR.multipliedBy(3));
    release.attested("Edsger", "arch-secrets", NOT_MET, AN_HOUR.multipliedBy(2));
    release.attested("Grace", "arch-secrets", MET, AN_HOUR);

    assertTells(
        "arch-secrets",
        "NOT_RUN: Grace: see the note of 2 March (manual, 2026-03-02); 2 people must attest a"
            + " blocker");
  }

  @Test
  void aWordThatIsTakenBackOpensTheItem() {
    release.attested("Ada", "data-labels", MET, AN_HOUR);
    release.attested("Grace", "data-labels", WITHDRAWN);

    assertTells(
        "data-labels",
        "NOT_RUN: taken back by Grace: see the note of 2 March (manual, 2026-03-02)");
    assertEquals(List.of(), said("data-labels"));
  }

  @Test
  void nobodysWordReplacesWhatWasFoundHoweverOld() {
    release.attested("Ada", "image-is-no-item", MET);
    release.attested("Ada", "arch-image-user", MET).attested("Grace", "arch-image-user", MET);
    assertTells("arch-image-user", "NOT_RUN: nothing is known of `image.runs_as_nonroot` yet");

    release.foundBefore(Duration.ofDays(8), "image.critical_fixable", "3", PIPELINE);
    release.attested("Ada", "pipe-vulns", MET).attested("Grace", "pipe-vulns", MET);
    assertTells(
        "pipe-vulns", "STALE: it is from 2026-02-22 and counts for 7 days (pipeline, 2026-02-22)");
  }

  @Test
  void aRecordOfAnotherReleaseLeavesThisOneToAPersonsWord() {
    release.keeps(
        new Evidence(
            "wine",
            "1.3.0+000000000000",
            "image.critical_fixable",
            "0",
            "",
            PIPELINE,
            new TreeMap<>(),
            "0.1.0",
            "ci",
            Release.NOW,
            "trivy"),
        true);
    assertTrue(line("pipe-vulns").attestable());
    assertTrue(
        line("pipe-vulns").commands().stream()
            .anyMatch(command -> command.startsWith("slipway checklist attest pipe-vulns")),
        line("pipe-vulns").commands().toString());

    release.attested("Ada", "pipe-vulns", MET).attested("Grace", "pipe-vulns", MET);
    assertEquals(Checklist.State.PASS, line("pipe-vulns").state());
  }

  /// A tool's record is not set aside by a word that waits until it is old.
  @Test
  void thatAnItemDoesNotApplyIsNoAnswerToWhatWasFound() {
    release.foundBefore(Duration.ofDays(400), "sbom.components_missing", "3", WORKBENCH);
    release.attested("pipe-sbom", NOT_APPLICABLE);

    assertEquals(Checklist.State.STALE, line("pipe-sbom").state());
  }

  @Test
  void howANameIsWrittenMakesNoOtherPerson() {
    release.attested("Ada King", "arch-secrets", MET, AN_HOUR);
    for (String name : List.of("Ada\u00a0King", "ADA   KING ", "A\u200bda King", "\uff21da King")) {
      release.attested(name, "arch-secrets", MET);
      assertEquals(Checklist.State.NOT_RUN, line("arch-secrets").state(), name);
    }
    for (String role : catalogue.roles()) {
      String name = role.equals("engineer") ? "Ada\u00a0King" : "Ada King";
      release.attested(name, Attestation.signature("production", role), MET);
    }
    assertTells(
        "team-signoff",
        "NOT_RUN: signed in every role, and by too few people: at least 2 must sign");
  }

  /// A file that was brought in may call a person's word a measurement at the target.
  @Test
  void aWordThatAToolIsSaidToHaveMeasuredCountsForNothing() {
    var word = new Attestation("data-labels", MET, "measured", "Mallory", Optional.empty());
    release.found(Attestation.keyOf("data-labels"), word.text(), TARGET);
    assertTells("data-labels", "NOT_RUN: nobody has signed it yet");

    release.attested("Ada", "data-labels", MET, AN_HOUR);
    release.attested("Ada", "data-labels", WITHDRAWN);
    release.found(Attestation.keyOf("data-labels"), word.text(), TARGET);
    assertEquals(Checklist.State.NOT_RUN, line("data-labels").state());
  }

  @Test
  void aWaiverIsTakenBackByALaterRecordAndMayBeGrantedAgain() {
    release.found("image.runs_as_nonroot", "false", REHEARSAL);
    release.waived("arch-image-user", 14, AN_HOUR.multipliedBy(2));
    assertEquals(
        List.of(
            "waived by Grace on 2026-03-02, until 2026-03-16: no fix yet; meanwhile: inside only;"
                + " asked for by Ada"),
        said("arch-image-user"));

    release.said(
        new Attestation(
            Attestation.waiverOf("arch-image-user"),
            WITHDRAWN,
            "it was exploited",
            "Edsger",
            Optional.empty()),
        AN_HOUR);
    assertTells(
        "arch-image-user",
        "FAIL: false, wanted true (rehearsal, 2026-03-02); its waiver was taken back by Edsger: it"
            + " was exploited");

    release.waived("arch-image-user", 7, Duration.ZERO);
    assertEquals(Checklist.State.WAIVED, line("arch-image-user").state());
  }

  @Test
  void aGateIsSignedInEveryRoleByAtLeastTwoPeople() {
    List<String> roles = catalogue.roles();
    for (String role : roles.subList(0, 4)) {
      release.attested("Ada", Attestation.signature("production", role), MET);
    }
    assertTells("team-signoff", "NOT_RUN: not signed yet as security");
    assertEquals("4 signatures", line("team-signoff").found());

    release.attested("Ada", Attestation.signature("production", "security"), MET);
    assertTells(
        "team-signoff",
        "NOT_RUN: signed in every role, and by too few people: at least 2 must sign");

    release.attested("Grace", Attestation.signature("production", "security"), MET);
    assertEquals(Checklist.State.PASS, line("team-signoff").state());
    Checklist.Gate production = release.judged(catalogue).gates().get(2);
    assertEquals(
        "signed as security by Grace on 2026-03-02, until 2026-08-29: see the note of 2 March",
        production.signatures().getLast().inWords());
  }

  @Test
  void aSignatureThatIsTakenBackOrOldIsMissing() {
    for (String role : catalogue.roles()) {
      release.attested(role, Attestation.signature("production", role), MET, Duration.ofDays(170));
    }
    release.attested("Ada", Attestation.signature("production", "engineer"), WITHDRAWN);
    assertTells("team-signoff", "NOT_RUN: not signed yet as engineer");

    release = new Release();
    release.attested(
        "Ada", Attestation.signature("production", "product"), MET, Duration.ofDays(181));
    assertTrue(
        line("team-signoff")
            .because()
            .contains(
                "product (signed on 2025-09-02, and it is from 2025-09-02 and counts for 180"
                    + " days)"),
        line("team-signoff").because());
  }

  @Test
  void whatIsOpenNamesTheCommandsThatMendIt() {
    assertEquals(
        List.of(
            "slipway ship PROJECT",
            "slipway checklist waive arch-image-user --until 2026-03-16 --by APPROVER --asked-by"
                + " NAME --reason \"WHY\" --meanwhile \"WHAT GUARDS THE SERVICE\" --project"
                + " PROJECT"),
        line("arch-image-user").commands());
    assertEquals(
        "slipway checklist attest data-labels --by NAME --note \"WHAT IT RESTS ON\" --project"
            + " PROJECT",
        line("data-labels").commands().getFirst());
    assertEquals(
        "slipway set PROJECT \"objectives.latency.p99=LIMIT\"",
        line("res-p99").commands().getFirst());
    assertEquals(
        List.of(
            "slipway checklist sign production --role data-scientist --by NAME --project"
                + " PROJECT"),
        line("team-signoff").commands());
  }

  @Test
  void whatIsKnownToBeMissingIsStatedAndWhatIsUnknownIsLookedAt() {
    assertEquals("slipway checklist PROJECT", line("goal-objective").commands().getFirst());

    release.found("charter.objective_present", "false", WORKBENCH);
    assertEquals(
        "slipway set PROJECT \"objectives.decision=SENTENCE\"",
        line("goal-objective").commands().getFirst());
  }

  @Test
  void everyOpenItemNamesACommandAndNoSettledOneDoes() {
    for (Checklist.Line line : release.judged(catalogue).lines()) {
      assertEquals(line.settled(), line.commands().isEmpty(), line.item().id());
    }
    assertEquals(
        "slipway ship \"my models\"",
        release
            .judged(catalogue)
            .about("\"my models\"")
            .line("arch-parity")
            .orElseThrow()
            .commands()
            .getFirst());
  }

  @Test
  void theSignOffIsNeverWaived() {
    release.waived("team-signoff", 14, Duration.ZERO);

    assertTrue(
        line("team-signoff").because().endsWith("; it may not be waived"),
        line("team-signoff").because());
  }

  private Checklist.Line line(String item) {
    return release.judged(catalogue).line(item).orElseThrow();
  }

  private List<String> said(String item) {
    return line(item).said().stream().map(Checklist.Said::inWords).toList();
  }

  private void assertTells(String item, String expected) {
    assertEquals(expected, release.tells(catalogue, item));
  }
}
