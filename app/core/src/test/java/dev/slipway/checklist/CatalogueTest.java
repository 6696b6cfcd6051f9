// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reading a catalogue, and refusing one that cannot be used.
final class CatalogueTest {

  private static final String SMALL =
      """
      schema: slipway/checklist/v1
      id: ours
      version: 1.0.0
      title: Ours
      steps: [{id: 1, title: Goals}]
      gates: [{id: handover, title: Before, mode: do-confirm}]
      severities: {blocker: stops, major: lowers, minor: advises}
      roles: [engineer]
      evidence_sources:
        workbench: {max_age_days: 90}
        rehearsal: {max_age_days: 30}
        pipeline: {max_age_days: 30}
        target: {max_age_days: 7}
        manual: {max_age_days: 180}
      waiver_policy: {max_days: {blocker: 30, major: 90, minor: 180}, never: [sign]}
      attestation_policy: {people: {blocker: 2, major: 1, minor: 1}}
      sign_off_policy: {people: 2}
      applicability_flags: {kubernetes: on Kubernetes}
      settings: {limit: null, other: 0.5}
      settings_stated_by: {limit: set PROJECT limit=LIMIT}
      items:
        - id: fast
          step: 1
          gate: handover
          title: It is fast
          why: Slow is useless
          how: Measure it
          evidence: auto
          evidence_key: speed.ms
          evidence_from: rehearsal
          pass_when: {op: "<=", value: $limit}
          run: [profile PROJECT]
          max_age_days: 3
          applies_when: kubernetes
          severity: blocker
          owner: engineer
          references: [{name: A book, url: "https://example.org"}]
      """;

  @Test
  void readsEveryFieldOfAnItem() throws ProblemException {
    Catalogue catalogue = Catalogue.parse(SMALL);

    assertEquals(
        List.of(
            new Item(
                "fast",
                1,
                "handover",
                "It is fast",
                "Slow is useless",
                "Measure it",
                Item.Means.MEASURED,
                List.of("profile PROJECT"),
                "speed.ms",
                "<=",
                "$limit",
                "blocker",
                "engineer",
                Optional.of("kubernetes"),
                Evidence.Source.REHEARSAL,
                Optional.of(3),
                List.of(new Item.Reference("A book", "https://example.org")))),
        catalogue.items());
    assertEquals(
        Map.of("limit", Optional.empty(), "other", Optional.of("0.5")), catalogue.settings());
    assertEquals(
        new Catalogue.Policy(
            Map.of("blocker", 30, "major", 90, "minor", 180),
            List.of("sign"),
            Map.of("blocker", 2, "major", 1, "minor", 1),
            2),
        catalogue.policy());
    assertEquals(Map.of("limit", "set PROJECT limit=LIMIT"), catalogue.statedBy());
  }

  @Test
  void readsTheCatalogueThatShips() throws ProblemException {
    Catalogue catalogue = Release.shipped();

    assertEquals(90, catalogue.items().size());
    assertEquals(
        Map.of(
            Item.Means.MEASURED, 36L,
            Item.Means.REPORTED, 43L,
            Item.Means.ATTESTED, 10L,
            Item.Means.SIGNED, 1L),
        catalogue.items().stream()
            .collect(Collectors.groupingBy(Item::means, Collectors.counting())));
    assertEquals(7, catalogue.steps().size());
    for (Catalogue.Gate gate : catalogue.gates()) {
      long blockers =
          catalogue.items().stream()
              .filter(item -> item.gate().equals(gate.id()) && item.blocks())
              .count();
      assertTrue(blockers <= 9, gate.id() + " has " + blockers + " blockers, a person keeps nine");
    }
  }

  /// What the catalogue says that Slipway finds out, some code of Slipway keeps; and what it leaves
  /// to others, none does: else a person's word would stand in for a measurement.
  @Test
  void whatSlipwayIsSaidToFindOutSomeStageOfItKeeps() throws Exception {
    Path sources =
        Path.of(System.getProperty("slipway.root", "../..")).resolve("app/core/src/main/java");
    var code = new StringBuilder();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        code.append(Files.readString(file));
      }
    }

    for (Item item : Release.shipped().items()) {
      if (item.compares()) {
        assertEquals(
            item.means() == Item.Means.MEASURED,
            code.indexOf('"' + item.evidenceKey().replaceFirst("_p\\d+$", "_") + '"') >= 0,
            item.id() + " reads " + item.evidenceKey());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          schema: slipway/checklist/v1 | schema: slipway/checklist/v9 | is not one of
          title: Ours                  | titel: Ours                  | titel
          gate: handover               | gate: launch                 | is not one of [handover]
          severity: blocker            | severity: fatal              | is not one of
          owner: engineer              | owner: nobody                | is not one of [engineer]
          step: 1                      | step: 8                      | there is no step 8
          value: $limit                | value: $unheard              | there is no setting $unheard
          value: $limit                | value: fast                  | needs a number
          op: "<="                     | op: "~="                     | is not one of
          applies_when: kubernetes     | applies_when: mars           | is not one of [kubernetes]
          evidence_from: rehearsal     | evidence_from: rumour        | is not one of
          evidence_key: speed.ms       | step: 1                      | duplicate
          evidence: auto               | evidence: perhaps            | is not one of
          run: [profile PROJECT]       | run: profile PROJECT         | is not a list
          never: [sign]                | never: sign                  | is not a list
          never: [sign]                | never: [sign], on_expiry: x  | on_expiry
          max_age_days: 3              | max_age_days: soon           | is not a whole number
          how: Measure it              | how: [Measure, it]           | is not a single value
          {max_age_days: 7}            | {}                           | is missing
          """)
  void refusesACatalogueThatContradictsItself(String right, String wrong, String why) {
    assertTrue(SMALL.contains(right));

    Problem problem = refusal(SMALL.replace(right, wrong));

    assertEquals("checklist.malformed-catalogue", problem.code().id());
    assertTrue(problem.why().contains(why), problem.toString());
  }

  @Test
  void namesThePlaceOfTheFault() {
    assertEquals(
        Problem.input(
            "checklist.malformed-catalogue",
            "The file cannot be used as it is: catalogue.items.fast",
            "`severity: fatal` is not one of [blocker, major, minor]",
            "Correct it there, or use the one that ships with Slipway"),
        refusal(SMALL.replace("severity: blocker", "severity: fatal")));
  }

  @Test
  void refusesTwoItemsOfOneName() {
    String twice = SMALL + SMALL.substring(SMALL.indexOf("  - id: fast"));

    assertEquals("two items have this id", refusal(twice).why());
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertEquals("checklist.malformed-catalogue", refusal("items: [").code().id());
    assertEquals("checklist.malformed-catalogue", refusal("").code().id());
    assertEquals("checklist.malformed-catalogue", refusal("- a\n- b").code().id());
    assertEquals("checklist.malformed-catalogue", refusal("a: &a [*a]\nb: 1").code().id());
  }

  private static Problem refusal(String yaml) {
    return assertThrows(ProblemException.class, () -> Catalogue.parse(yaml)).problem();
  }
}
