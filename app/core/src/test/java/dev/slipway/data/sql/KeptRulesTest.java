// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.request.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is suggested from a file is kept by that file, whatever it holds.
final class KeptRulesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

  /// Texts that mean something to YAML, to CSV, to SQL or to a terminal, or nothing at all.
  private static final List<String> WILD =
      List.of(
          "two\nlines",
          "\ttab",
          " padded ",
          "it's",
          "\"quoted\"",
          "back\\slash",
          "yes",
          "null ",
          "~",
          "1e3x",
          "0x1F",
          "a: b",
          "# no comment",
          "[1, 2]",
          "{a: 1}",
          "- x",
          "é\u0301",
          "\u200b",
          "\u0085",
          "\u2028",
          "\ufeff",
          "🐧",
          "\u0007bell",
          "%s",
          "'; DROP TABLE file0; --",
          "a\r\nb",
          "007",
          "3 %");

  private static final List<String> NUMBERS =
      List.of("0", "-1", "1e308", "-1e308", "1e-320", "9007199254740993", "inf", "-inf", "0.1");

  private static final List<String> DAYS =
      List.of("2026-11-26", "0001-01-01", "9999-12-31", "1969-12-31", "2030-01-01");

  @TempDir Path folder;

  @Test
  void aTextOfTwoLinesIsACategoryLikeAnother() throws Exception {
    List<List<String>> rows =
        IntStream.range(0, 60).mapToObj(i -> List.of("" + i, i % 2 == 0 ? "a\nb" : "c")).toList();

    List<QualityRule> rules = kept(new Table("t", List.of("id", "kind"), rows));

    assertTrue(
        rules.contains(new QualityRule.Categories("kind", List.of("a\nb", "c"), 0.01)),
        rules.toString());
  }

  @Test
  void whateverAFileHoldsItKeepsTheRulesSuggestedFromIt() throws Exception {
    int read = 0;
    for (int seed = 0; seed < 40; seed++) {
      Table table = wild(new Random(seed));
      try {
        open(table).close();
        read++;
      } catch (ProblemException theEngineCannotReadIt) {
        continue;
      }

      List<QualityRule> rules = kept(table);

      List<String> missing =
          rules.stream()
              .filter(QualityRule.Missing.class::isInstance)
              .map(rule -> ((QualityRule.Missing) rule).column())
              .toList();
      assertEquals(columns(table), missing, "seed " + seed);
    }
    assertTrue(read >= 25, read + " files could be read");
  }

  /// As the engine calls them.
  private List<String> columns(Table table) throws Exception {
    try (var files = open(table)) {
      return files.profile(0, Progress.NONE).columns().stream().map(ColumnProfile::name).toList();
    }
  }

  /// Where the file cannot be asked, that is no reason to suggest nothing.
  @Test
  void aFailedQuestionIsNoRuleThatWasDropped() throws Exception {
    var files =
        open(new Table("t", List.of("x"), List.of(List.of("1"), List.of("2"), List.of("3"))));
    files.close();

    assertThrows(
        ProblemException.class,
        () ->
            KeptRules.of(files, 0, List.of(new QualityRule.Missing("x", 0)), TODAY, Progress.NONE));
  }

  @Test
  void aBrokenSuggestionIsWidenedOrDropped() throws Exception {
    List<List<String>> rows = IntStream.range(0, 100).mapToObj(i -> List.of("" + i)).toList();
    try (var files = open(new Table("t", List.of("x"), rows))) {
      assertEquals(
          List.of(new QualityRule.Range("x", OptionalDouble.of(5), OptionalDouble.empty(), 0.08)),
          KeptRules.of(
              files,
              0,
              List.of(
                  new QualityRule.Range("x", OptionalDouble.of(5), OptionalDouble.empty(), 0.01),
                  new QualityRule.Range("x", OptionalDouble.of(50), OptionalDouble.empty(), 0.01),
                  new QualityRule.Rows(101),
                  new QualityRule.Missing("y", 0)),
              TODAY,
              Progress.NONE));
    }
  }

  /// What is suggested, after the way through its file.
  private List<QualityRule> kept(Table table) throws Exception {
    try (var files = open(table)) {
      String text =
          QualityRules.text(
              KeptRules.of(
                  files,
                  0,
                  RuleSuggestions.from(files.profile(0, Progress.NONE), TODAY),
                  TODAY,
                  Progress.NONE),
              "t.csv");
      List<QualityRule> read = QualityRules.parse(text, "rules.yaml");
      assertEquals(
          List.of(),
          RuleChecks.run(files, 0, read, TODAY, Progress.NONE).stream()
              .filter(outcome -> !outcome.kept())
              .map(RuleOutcome::toString)
              .toList(),
          text);
      return read;
    }
  }

  private DataFiles open(Table table) throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), table.csv());
    return DataFiles.open(
        List.of(new DataFiles.Source(file, "t.csv")), Limits.ofMachine(), Progress.NONE);
  }

  private static Table wild(Random random) {
    int width = 1 + random.nextInt(5);
    List<List<String>> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int rows = 60 + random.nextInt(60);
    for (int i = 0; i < width; i++) {
      names.add(i + pick(WILD, random) + "x");
      List<String> from =
          List.of(WILD, NUMBERS, DAYS, List.of("true", "false"), WILD).get(random.nextInt(5));
      int different = 1 + random.nextInt(from.size());
      int gaps = random.nextInt(4);
      columns.add(
          IntStream.range(0, rows)
              .mapToObj(row -> random.nextInt(8) < gaps ? "" : from.get(random.nextInt(different)))
              .toList());
    }
    return new Table(
        "t",
        names,
        IntStream.range(0, rows)
            .mapToObj(row -> columns.stream().map(column -> column.get(row)).toList())
            .toList());
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
