// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People attest, waive, sign and take back, by command; each is kept and shown.
final class ChecklistCommandTest {

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir private Path folder;
  private Slipway slipway;
  private Sample sample;

  @BeforeEach
  void aSampleOfWhichNothingIsKnown() throws Exception {
    slipway = new Slipway(folder.resolve("home"));
    sample = Sample.copyInto(folder);
  }

  @Test
  void anAttestationIsShownWithWhoWhenUntilAndWhere() throws Exception {
    Slipway.Result attested =
        say("attest", "data-labels", "--by", "Ada", "--note", "two vets agreed", "--link", "T-7");

    assertEquals(0, attested.code(), attested.err());
    String word =
        "attested by Ada on %s, until %s: two vets agreed (T-7)"
            .formatted(today, today.plusDays(180));
    assertTrue(attested.out().contains(word), attested.out());
    assertEquals("PASS", state("data-labels"));

    slipway.run("evaluate", sample.folder());
    Path page = folder.resolve("report.html");
    assertEquals(0, slipway.run("report", sample.folder(), "--html", page).code());
    assertTrue(Files.readString(page).contains(word), "the page to send has it too");
  }

  @Test
  void aBlockerWaitsForASecondPerson() throws Exception {
    say("attest", "arch-secrets", "--by", "Ada", "--note", "gitleaks found nothing");
    assertEquals("NOT_RUN", state("arch-secrets"));

    assertRefused(
        "checklist.same-person",
        say("attest", "arch-secrets", "--by", "ada", "--note", "gitleaks found nothing"));
    say("attest", "arch-secrets", "--by", "Grace", "--note", "I read the log");

    assertEquals("PASS", state("arch-secrets"));
  }

  @Test
  void whatSlipwayFindsOutCannotBeAttestedAway() {
    Slipway.Result refused =
        say("attest", "arch-image-user", "--by", "Ada", "--note", "it runs as 65532");

    assertRefused("checklist.not-attestable", refused);
    assertTrue(refused.err().contains("slipway ship " + sample.folder()), refused.err());
  }

  @Test
  void aProposedCommandThatNobodyFilledInIsRefused() {
    assertRefused(
        "checklist.unfilled",
        say("attest", "data-labels", "--by", "NAME", "--note", "WHAT IT RESTS ON"));
    assertRefused("checklist.unfilled", say("attest", "data-labels", "--by", "Ada"));
    assertRefused(
        "project.unfilled", slipway.run("set", sample.folder(), "objectives.decision=SENTENCE"));
  }

  @Test
  void aWaiverEndsNamesTwoPeopleAndIsTakenBack() throws Exception {
    Slipway.Result waived = waive("arch-image-user", today.plusDays(30), "Grace", "Ada");
    assertEquals(0, waived.code(), waived.err());
    assertTrue(waived.out().contains("waived by Grace until " + today.plusDays(30)), waived.out());
    assertEquals("WAIVED", state("arch-image-user"));

    Slipway.Result back =
        say("undo", "arch-image-user", "--by", "Edsger", "--note", "an audit found a way in");
    assertEquals(0, back.code(), back.err());
    assertEquals("NOT_RUN", state("arch-image-user"));
    assertTrue(
        back.out().contains("its waiver was taken back by Edsger: an audit found a way in"),
        back.out());
    assertRefused(
        "checklist.nothing-to-undo",
        say("undo", "arch-image-user", "--by", "Edsger", "--note", "again"));
  }

  @Test
  void noWordSetsABlockerAside() throws Exception {
    say("attest", "arch-secrets", "--by", "Ada", "--note", "gitleaks found nothing");
    say("attest", "arch-secrets", "--by", "Grace", "--note", "I read the log");

    assertRefused(
        "checklist.not-attestable",
        say("attest", "arch-secrets", "--word", "not_applicable", "--by", "Bob", "--note", "no"));

    assertEquals("PASS", state("arch-secrets"));
  }

  @Test
  void aWordThatARecordCoversIsTakenBackAndNotSaidAgain() throws Exception {
    Object[] declined = {
      "attest", "pipe-simple-baseline", "--word", "not_applicable", "--by", "Ada", "--note", "no"
    };
    assertEquals(0, say(declined).code());
    slipway.run("evaluate", sample.folder());
    assertRefused("checklist.not-attestable", say(declined));

    Object[] undo = {"undo", "pipe-simple-baseline", "--by", "Grace", "--note", "it was measured"};
    assertEquals(0, say(undo).code());
    assertRefused("checklist.nothing-to-undo", say(undo));
  }

  @Test
  void whatPeopleSaidTravelsWithTheEvidence() throws Exception {
    waive("arch-image-user", today.plusDays(9), "Grace", "Ada");
    say("attest", "data-labels", "--by", "Ada", "--note", "two vets agreed");
    Path file = folder.resolve("evidence.json");
    assertEquals(0, slipway.run("evidence", "export", sample.folder(), file).code());

    slipway = new Slipway(folder.resolve("elsewhere"));
    Slipway.Result taken = slipway.run("evidence", "import", sample.folder(), file);
    assertEquals(0, taken.code(), taken.err());
    assertEquals("WAIVED", state("arch-image-user"));
    assertEquals("PASS", state("data-labels"));
    assertTrue(
        slipway.run("evidence", "import", sample.folder(), file).out().startsWith("0 records"),
        "what is known is not taken twice");
  }

  @Test
  void waiversThatTheCatalogueForbidsAreRefused() throws Exception {
    assertRefused(
        "checklist.waiver-length", waive("arch-image-user", today.plusDays(31), "Grace", "Ada"));
    assertRefused("checklist.waiver-length", waive("arch-image-user", today, "Grace", "Ada"));
    assertRefused(
        "checklist.same-person", waive("arch-image-user", today.plusDays(9), "Ada", "Ada "));
    assertRefused(
        "checklist.not-waivable", waive("team-signoff", today.plusDays(9), "Grace", "Ada"));
    assertRefused("checklist.unknown-item", waive("arch-user", today.plusDays(9), "Grace", "Ada"));
    slipway.run("inspect", sample.folder());
    assertRefused(
        "checklist.not-waivable", waive("data-model-format", today.plusDays(9), "Grace", "Ada"));
  }

  @Test
  void aGateThatThereIsNotPassesNothing() {
    assertRefused(
        "checklist.unknown-gate", slipway.run("checklist", sample.folder(), "--gate", "prodution"));
  }

  @Test
  void theHelpSaysWhatTheCatalogueSays() throws Exception {
    JsonNode page = Json.tree(slipway.run("checklist", sample.folder(), "--json").out());
    String sign = slipway.run("checklist", "sign", "--help").out();
    page.path("gates").forEach(gate -> assertSays(sign, gate.path("id").asText()));
    page.path("lines").forEach(line -> assertSays(sign, line.at("/item/owner").asText()));

    String waive = slipway.run("checklist", "waive", "--help").out();
    Map<String, String> items =
        Map.of(
            "blocker",
            "arch-image-user",
            "major",
            "pipe-simple-baseline",
            "minor",
            "team-consumer-docs");
    for (var item : items.entrySet()) {
      assertEquals(
          item.getKey(), line(item.getValue()).at("/item/severity").asText(), item.getValue());
      String refused = waive(item.getValue(), today.plusDays(900), "Grace", "Ada").err();
      Matcher days = Pattern.compile("within (\\d+) days").matcher(refused);
      assertTrue(days.find(), refused);
      assertTrue(
          waive
              .replaceAll("\\s+", " ")
              .matches(".*\\b%s( days)? for a %s\\b.*".formatted(days.group(1), item.getKey())),
          waive + refused);
    }
  }

  private static void assertSays(String help, String word) {
    assertTrue(help.contains(word), word + " is missing in\n" + help);
  }

  @Test
  void anAttestationIsTakenBack() throws Exception {
    say("attest", "data-labels", "--by", "Ada", "--note", "two vets agreed");
    say("undo", "data-labels", "--by", "Ada", "--note", "they had copied");

    assertEquals("NOT_RUN", state("data-labels"));
    Slipway.Result page = slipway.run("checklist", sample.folder());
    assertTrue(page.out().contains("taken back by Ada: they had copied"), page.out());
  }

  @Test
  void aGateThatSomethingBlocksCannotBeSigned() {
    Slipway.Result refused = say("sign", "handover", "--role", "engineer", "--by", "Ada");

    assertRefused("checklist.gate-closed", refused);
    assertTrue(refused.err().contains("`goal-objective` blocks it"), refused.err());
    assertRefused(
        "checklist.unknown-role", say("sign", "handover", "--role", "boss", "--by", "Ada"));
    assertRefused(
        "checklist.unknown-gate", say("sign", "moon", "--role", "product", "--by", "Ada"));
    assertRefused(
        "checklist.nothing-to-undo",
        say("undo", "handover", "--role", "engineer", "--by", "Ada", "--note", "oops"));
  }

  @Test
  void thePageNamesTheCommandThatMendsWhatHoldsTheLevel() throws Exception {
    slipway.run("checklist", sample.folder());
    Slipway.Result page = slipway.run("checklist", sample.folder());

    List<String> lines = page.out().lines().map(String::strip).toList();
    int held = lines.indexOf("held by                goal-model-floor");
    assertTrue(held > 0, page.out());
    assertEquals("do                     slipway evaluate " + sample.folder(), lines.get(held + 1));
  }

  @Test
  void setWritesSlipwayYamlAllOrNothing() throws Exception {
    String before = Files.readString(sample.file("slipway.yaml"));

    Slipway.Result wrong =
        slipway.run(
            "set", sample.folder(), "objectives.latency.p99=30 ms", "objectives.risk=enormous");
    assertEquals(2, wrong.code(), wrong.out());
    assertEquals(before, Files.readString(sample.file("slipway.yaml")));

    Slipway.Result right =
        slipway.run(
            "set",
            sample.folder(),
            "objectives.latency.p99=30 ms",
            "objectives.quality.floor=0.9",
            "objectives.quality.slices=[island]",
            "objectives.batch={rows: 50 million, every: day, within: 2 h}",
            "version=1.1");
    assertEquals(0, right.code(), right.err());
    String after = Files.readString(sample.file("slipway.yaml"));
    assertTrue(after.contains("latency: {p95: 10 ms, p99: 30 ms}"), after);
    assertTrue(after.contains("floor: 0.9\n"), after);
    assertTrue(after.contains("slices: [island] "), after);
    assertTrue(after.contains("  batch: {rows: 50 million, every: day, within: 2 h}\n"), after);
    assertTrue(after.contains("# What Slipway knows of this project"), after);
    assertFalse(after.contains("1.0.0"), after);
  }

  private Slipway.Result say(Object... words) {
    Object[] line = new Object[words.length + 3];
    line[0] = "checklist";
    System.arraycopy(words, 0, line, 1, words.length);
    line[words.length + 1] = "--project";
    line[words.length + 2] = sample.folder();
    return slipway.run(line);
  }

  private Slipway.Result waive(String item, LocalDate until, String by, String askedBy) {
    return say(
        "waive",
        item,
        "--until",
        until,
        "--by",
        by,
        "--asked-by",
        askedBy,
        "--reason",
        "no engine here",
        "--meanwhile",
        "the cluster refuses root");
  }

  private static void assertRefused(String code, Slipway.Result result) {
    assertEquals(2, result.code(), result.out());
    assertTrue(result.err().contains(code), result.err());
  }

  private String state(String item) throws Exception {
    return line(item).path("state").asText();
  }

  private JsonNode line(String item) throws Exception {
    for (JsonNode line :
        Json.tree(slipway.run("checklist", sample.folder(), "--json").out()).path("lines")) {
      if (line.at("/item/id").asText().equals(item)) {
        return line;
      }
    }
    return Json.tree("{\"state\": \"no such item\"}");
  }
}
