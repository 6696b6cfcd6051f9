// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.QualityRule;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.data.TableProfile;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A table of more columns than are asked of at a time is told as each of its columns is alone.
final class WideTableTest extends TwoFiles {

  private static final LocalDate TODAY = LocalDate.of(2026, 4, 1);
  private static final int WIDE = 250;

  private static final List<IntFunction<String>> KINDS =
      List.of(
          i -> "" + i * 37 % 1009,
          i -> "" + i % 7,
          i -> "" + i * 7919 % 10_007 / 10.0,
          i -> i % 10 == 0 ? "" : i % 31 == 0 ? "inf" : "" + i / 3.0,
          i -> "" + (i % 3 == 0),
          i -> "2026-01-%02d".formatted(1 + i % 28),
          i -> "2026-01-01 10:%02d:%02d".formatted(i % 60, i % 7),
          i -> "k" + i % 5,
          i -> "id" + i,
          i -> "5",
          i -> "",
          i -> i % 4 == 0 ? "it's" : "\"a,b\"",
          i -> i % 9 == 0 ? "-0.0" : "" + (i % 9 - 4) / 2.0);

  /// What is found of the columns that are loaded.
  private record Seen(
      List<ColumnProfile> reference,
      List<ColumnProfile> holdout,
      List<ColumnDrift> drifts,
      List<RuleOutcome> rules) {}

  @Test
  void everyColumnIsToldAsItIsAlone() throws Exception {
    Files.writeString(folder.resolve("a.csv"), table(400, 0));
    Files.writeString(folder.resolve("b.csv"), table(200, 90));

    Seen wide = seen(Set.of());

    List<ColumnProfile> reference = new ArrayList<>();
    List<ColumnProfile> holdout = new ArrayList<>();
    List<ColumnDrift> drifts = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    List<Seen> alone = new ArrayList<>();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      alone.add(seen(Set.of("f" + kind)));
    }
    for (int i = 0; i < WIDE; i++) {
      Seen one = alone.get(i % KINDS.size());
      reference.add(called("f" + i, one.reference().getFirst()));
      holdout.add(called("f" + i, one.holdout().getFirst()));
      for (ColumnDrift each : one.drifts()) {
        drifts.add(
            new ColumnDrift(
                "f" + i, each.kind(), each.bars(), each.index(), each.limit(), each.outcome()));
      }
      one.rules().forEach(each -> rules.add(what(each)));
    }
    assertEquals(reference, wide.reference());
    assertEquals(holdout, wide.holdout());
    assertEquals(drifts, wide.drifts());
    assertEquals(rules, wide.rules().stream().map(WideTableTest::what).toList());
  }

  /// They hide that the rest of two rows is equal.
  @Test
  void keysAreLeftOutOfAComparisonHoweverManyColumnsThereAre() throws Exception {
    List<String> numbers = IntStream.range(0, 300).mapToObj(i -> "x" + i).toList();
    String head = "key," + String.join(",", numbers) + "\n";
    IntFunction<String> cells =
        row ->
            IntStream.range(0, numbers.size())
                .mapToObj(i -> row + "." + i)
                .collect(Collectors.joining(","));
    Files.writeString(folder.resolve("a.csv"), head + lines(60, i -> "a" + i + "," + cells.apply(i)));
    Files.writeString(folder.resolve("b.csv"), head + lines(60, i -> "b" + i + "," + cells.apply(i)));
    try (DataFiles files = open()) {
      var split = new SplitQueries(files, 1, 0);

      List<String> telling =
          split.telling(split.common(), List.of(files.sample(0, 60), files.sample(1, 60)));

      assertEquals(numbers, telling);
      assertEquals(60, split.shared(telling));
    }
  }

  private Seen seen(Set<String> only) throws Exception {
    try (DataFiles files =
        DataFiles.open(
            Stream.of("a.csv", "b.csv")
                .map(name -> new DataFiles.Source(folder.resolve(name), name, false, only))
                .toList(),
            Limits.ofMachine(),
            Progress.NONE)) {
      TableProfile reference = profile(files, 0);
      TableProfile holdout = profile(files, 1);
      var pair = new ComparedFiles(reference, holdout, new TreeMap<>());
      List<QualityRule> rules =
          RuleSuggestions.from(reference, TODAY).stream()
              .filter(rule ->
                  !(rule instanceof QualityRule.Rows) && !(rule instanceof QualityRule.Duplicates))
              .toList();
      return new Seen(
          reference.columns(),
          holdout.columns(),
          ColumnDrifts.of(files, PLACE, pair, pair.columns(), Progress.NONE),
          RuleChecks.run(files, 1, rules, TODAY, Progress.NONE));
    }
  }

  private static ColumnProfile called(String name, ColumnProfile column) {
    return new ColumnProfile(
        name,
        column.kind(),
        column.storedAs(),
        column.missing(),
        column.distinct(),
        column.exact(),
        column.numbers(),
        column.period(),
        column.histogram(),
        column.top());
  }

  /// All but the name of the column.
  private static String what(RuleOutcome outcome) {
    return "%s: %d of %d, %b, %s"
        .formatted(
            outcome.rule().getClass().getSimpleName(),
            outcome.breaking(),
            outcome.rows(),
            outcome.kept(),
            outcome.seen());
  }

  private static String table(int rows, int from) {
    return IntStream.range(0, WIDE).mapToObj(i -> "f" + i).collect(Collectors.joining(","))
        + "\n"
        + lines(
            rows,
            row ->
                IntStream.range(0, WIDE)
                    .mapToObj(i -> KINDS.get(i % KINDS.size()).apply(from + row))
                    .collect(Collectors.joining(",")));
  }
}
