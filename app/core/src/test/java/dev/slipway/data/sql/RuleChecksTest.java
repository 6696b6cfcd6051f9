// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.data.TableProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleChecksTest {

  private static final LocalDate TODAY = LocalDate.of(2024, 3, 31);

  private static final String GOOD =
      "id,size,kind,day\n"
          + IntStream.range(0, 60)
              .mapToObj(
                  i -> i + "," + i % 7 + ".5," + (i % 2 == 0 ? "a" : "it's b") + ",2024-03-01")
              .collect(Collectors.joining("\n"))
          + "\n";

  @TempDir Path folder;

  @Test
  void suggestedRulesSurviveTheirFileAndHoldOnTheDataTheyComeFrom() throws Exception {
    try (var files = open(GOOD)) {
      List<QualityRule> rules = RuleSuggestions.from(files.profile(0, Progress.NONE), TODAY);

      assertEquals(
          List.of(
              "at least 30 rows",
              "no row twice",
              "id: no value missing",
              "id: from 0 to 65, but for at most 1 %",
              "id: every value once",
              "size: no value missing",
              "size: from 0 to 7.1, but for at most 1 %",
              "kind: no value missing",
              "kind: one of a, it's b, but for at most 1 %",
              "day: no value missing",
              "day: the latest at most 120 days old"),
          rules.stream().map(QualityRule::text).toList());
      assertEquals(rules, QualityRules.parse(QualityRules.text(rules, "t.csv"), "rules.yaml"));
      List<RuleOutcome> outcomes = RuleChecks.run(files, 0, rules, TODAY, Progress.NONE);
      assertTrue(outcomes.stream().allMatch(RuleOutcome::kept), outcomes.toString());
    }
  }

  @Test
  void countsTheRowsThatBreakEachRule() throws Exception {
    String rules =
        """
        rules:
          - {rows: 6}
          - {duplicates: 0 %}
          - {missing: size}
          - {missing: size, allow: 20 %}
          - {range: size, from: 0, to: 10}
          - {range: kind, from: 0}
          - {categories: kind, values: [a, b], allow: 0.1}
          - {unique: id}
          - {fresh: day, days: 29}
          - {missing: colour}
        """;
    try (var files =
        open(
            """
            id,size,kind,day
            1,1,a,2024-03-01
            2,,b,2024-02-01
            3,11,c,2024-02-01
            4,-1,a,2024-02-01
            4,-1,a,2024-02-01
            """)) {
      List<RuleOutcome> outcomes =
          RuleChecks.run(files, 0, QualityRules.parse(rules, "rules.yaml"), TODAY, Progress.NONE);

      assertEquals(
          List.of(
              "5 rows",
              "1 of 5 do not keep to it",
              "1 of 5 do not keep to it",
              "1 of 5 do not keep to it",
              "3 of 4 do not keep to it",
              "5 of 5 do not keep to it",
              "1 of 5 do not keep to it",
              "1 of 5 do not keep to it",
              "the latest is of 2024-03-01, 30 days ago",
              "there is no such column"),
          outcomes.stream().map(RuleOutcome::seen).toList());
      assertEquals(
          List.of(false, false, false, true, false, false, false, false, false, false),
          outcomes.stream().map(RuleOutcome::kept).toList());
    }
  }

  @Test
  void manyValidValuesAreCheckedAsFewAre() throws Exception {
    String codes =
        IntStream.range(0, 200).mapToObj(i -> "it's " + i).collect(Collectors.joining(", "));
    String numbers =
        IntStream.range(0, 200)
            .mapToObj(i -> i + (i % 2 == 0 ? ".0" : ""))
            .collect(Collectors.joining(", "));
    String rules =
        "rules: [{categories: code, values: [%s], allow: 10 %%}, {missing: code}, {categories: n, values: [%s]}]"
            .formatted(codes, numbers);
    String rows =
        IntStream.range(0, 210)
            .mapToObj(i -> (i % 10 == 0 ? "" : "it's " + i) + "," + i)
            .collect(Collectors.joining("\n"));
    try (var files = open("code,n\n" + rows + "\n")) {
      assertEquals(
          List.of(
              "9 of 189 do not keep to it",
              "21 of 210 do not keep to it",
              "10 of 210 do not keep to it"),
          RuleChecks.run(files, 0, QualityRules.parse(rules, "rules.yaml"), TODAY, Progress.NONE)
              .stream()
              .map(RuleOutcome::seen)
              .toList());
    }
  }

  /// A value is valid however the file or the rule writes it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yes;no;yes;no | [yes, no] | 0",
        "yes;no;yes;no | [true, false] | 0",
        "True;False;True;True | ['yes'] | 1",
        "1.5;2;2;3.0 | [2, 3, 1.50] | 0",
        "1.5;2;2;3.0 | ['2.0', 3] | 1",
        "1;2;3;4 | ['1.0', 2, '03', x] | 1",
        "9007199254740993;1;1;1 | [1, 9007199254740992] | 1",
        "9007199254740993;1;1;1 | [1, 9007199254740993] | 0",
        "2024-01-02;2024-01-03;2024-01-03;2024-01-03 | ['2024-01-02', soon] | 3",
        "08001;08002;28013;28014 | ['08001', '08002', 28013] | 1",
      })
  void validValuesAreToldByWhatTheyMean(String values, String valid, int breaking)
      throws Exception {
    String rules = "rules: [{categories: v, values: %s}]".formatted(valid);
    try (var files = open("v\n" + values.replace(";", "\n") + "\n")) {
      RuleOutcome outcome =
          RuleChecks.run(files, 0, QualityRules.parse(rules, "rules.yaml"), TODAY, Progress.NONE)
              .getFirst();

      assertEquals(breaking, outcome.breaking());
    }
  }

  /// What a rule names is still allowed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rows: 4} | {rows: 5}",
        "{duplicates: 25 %} | {duplicates: 24 %}",
        "{missing: gap, allow: 50 %} | {missing: gap, allow: 49 %}",
        "{range: n, from: 1, to: 4} | {range: n, from: 1.001, to: 4}",
        "{range: n, from: 2, to: 3, allow: 75 %} | {range: n, from: 2, to: 3, allow: 74 %}",
        "{categories: k, values: [a, b]} | {categories: k, values: [a]}",
        "{unique: n, allow: 25 %} | {unique: n, allow: 24 %}",
        "{fresh: day, days: 30} | {fresh: day, days: 29}",
      })
  void theBoundaryOfARuleKeepsToIt(String kept, String broken) throws Exception {
    String csv =
        "n,k,gap,day\n1,a,,2024-03-01\n2,b,1,2024-02-01\n4,a,,2024-01-01\n4,a,,2024-01-01\n";
    try (var files = open(csv.replace("2,b,1", "2,b,7").replaceFirst("1,a,,", "1,a,9,"))) {
      List<QualityRule> rules =
          QualityRules.parse("rules: [%s, %s]".formatted(kept, broken), "rules.yaml");

      assertEquals(
          List.of(true, false),
          RuleChecks.run(files, 0, rules, TODAY, Progress.NONE).stream()
              .map(RuleOutcome::kept)
              .toList());
    }
  }

  /// As databases write what has no end.
  @Test
  void aDateWithoutEndIsNotTheLatest() throws Exception {
    try (var files = open("day\n2024-02-01\ninfinity\n-infinity\n")) {
      List<QualityRule> rules =
          RuleSuggestions.from(files.profile(0, Progress.NONE), TODAY).stream()
              .filter(rule -> rule instanceof QualityRule.Fresh)
              .toList();

      assertEquals(List.of(new QualityRule.Fresh("day", 149)), rules);
      LocalDate later = LocalDate.of(2024, 5, 2);
      assertTrue(
          RuleSuggestions.from(files.profile(0, Progress.NONE), later).stream()
              .noneMatch(rule -> rule instanceof QualityRule.Fresh),
          "what is older than a quarter of a year is not renewed so often");
      assertEquals(
          List.of("the latest is of 2024-02-01, 59 days ago"),
          RuleChecks.run(files, 0, rules, TODAY, Progress.NONE).stream()
              .map(RuleOutcome::seen)
              .toList());
    }
  }

  /// As databases write what has no end, and programs what they have not set.
  @Test
  void numbersAndDatesAtTheirEndsAskForNothing() throws Exception {
    try (var files = open("x,day\n-1.7e308,2024-03-01\n1.7e308,2024-02-01\n0,15000-01-01\n")) {
      TableProfile profile = files.profile(0, Progress.NONE);
      List<QualityRule> rules = RuleSuggestions.from(profile, TODAY);

      assertTrue(
          rules.stream()
              .noneMatch(r -> r instanceof QualityRule.Range || r instanceof QualityRule.Fresh),
          rules.toString());
      assertEquals(
          "the latest is of 2024-03-01, 30 days ago",
          RuleChecks.run(files, 0, List.of(new QualityRule.Fresh("day", 30)), TODAY, Progress.NONE)
              .getFirst()
              .seen());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: {}",
        "rules: [1]",
        "rules: [{missing: a, from: 1}]",
        "rules: [{missing: a, unique: b}]",
        "rules: [{range: a}]",
        "rules: [{range: a, from: 2, to: 1}]",
        "rules: [{range: a, from: much}]",
        "rules: [{missing: a, allow: 300 %}]",
        "rules: [{categories: a}]",
        "rules: [{fresh: a}]",
        "rules: [{rows: many}]",
        "rules: [{rows: }]",
        "rules: [{missing: }]",
        "rules: [",
      })
  void saysWhichRuleIsNotUnderstood(String yaml) {
    assertEquals(
        "data.rules-malformed",
        assertThrows(ProblemException.class, () -> QualityRules.parse(yaml, "rules.yaml"))
            .problem()
            .code()
            .id());
  }

  private DataFiles open(String csv) throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), csv);
    return DataFiles.open(
        List.of(new DataFiles.Source(file, "t.csv")), Limits.ofMachine(), Progress.NONE);
  }
}
