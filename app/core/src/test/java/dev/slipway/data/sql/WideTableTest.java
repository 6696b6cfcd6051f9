// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Frequent;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DriftReference.Feature;
import dev.slipway.data.QualityRule;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.data.TableProfile;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A table of more columns than are asked of at a time is told as each of its columns is alone.
final class WideTableTest extends TwoFiles {

  private static final LocalDate TODAY = LocalDate.of(2026, 4, 1);

  /// Rows of the holdout are numbered from here.
  private static final int LATER = 1_000;

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
          i -> i % 9 == 0 ? "-0.0" : "" + (i % 9 - 4) / 2.0,
          i -> i % 3 == 0 ? "True" : "False",
          i -> i < LATER ? "a" + i % 3 : "" + i % 3);

  /// The inputs that they fill, by their places: most are of another type than the values are drawn
  /// as.
  private static final Map<Integer, DataType> TYPES =
      Map.of(
          0, DataType.FP32,
          1, DataType.BOOL,
          2, DataType.FP32,
          3, DataType.FP64,
          4, DataType.FP32,
          7, DataType.BYTES,
          12, DataType.INT64,
          13, DataType.INT32);

  /// Those that pass for columns of a large file with too many values to count.
  private static final Set<Integer> LARGE = Set.of(0, 8);

  /// What is found of the columns that are loaded.
  private record Seen(
      List<ColumnProfile> reference,
      List<ColumnProfile> holdout,
      List<ColumnDrift> drifts,
      List<Feature> features,
      List<RuleOutcome> rules) {}

  /// Blocks of it are copied.
  @Test
  void everyColumnIsToldAsItIsAlone() throws Exception {
    everyColumnIsToldAsItIsAlone(250);
  }

  @Test
  @Tag("nightly")
  void everyColumnOfTwoBlocksIsToldAsItIsAlone() throws Exception {
    everyColumnIsToldAsItIsAlone(150);
  }

  private void everyColumnIsToldAsItIsAlone(int width) throws Exception {
    List<Seen> alone = new ArrayList<>();
    write(KINDS.size());
    for (int kind = 0; kind < KINDS.size(); kind++) {
      alone.add(seen(Set.of("f" + kind)));
    }
    assertEquals(
        EnumSet.of(Outcome.ALIKE, Outcome.DRIFTED, Outcome.UNSURE, Outcome.TOO_MANY, Outcome.MIXED),
        alone.stream()
            .flatMap(one -> one.drifts().stream())
            .map(ColumnDrift::outcome)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Outcome.class))));
    write(width);
    Seen wide = seen(Set.of());

    List<Seen> each =
        IntStream.range(0, width)
            .mapToObj(i -> called("f" + i, alone.get(i % KINDS.size())))
            .toList();
    assertEquals(all(each, Seen::reference), wide.reference());
    assertEquals(all(each, Seen::holdout), wide.holdout());
    assertEquals(all(each, Seen::drifts), wide.drifts());
    assertEquals(all(each, Seen::features), wide.features());
    assertEquals(
        all(each, Seen::rules).stream().map(WideTableTest::what).toList(),
        wide.rules().stream().map(WideTableTest::what).toList());
  }

  private static <T> List<T> all(List<Seen> each, Function<Seen, List<T>> what) {
    return each.stream().flatMap(one -> what.apply(one).stream()).toList();
  }

  /// Each of the columns could be a key, and without them nothing would tell rows apart.
  @Test
  void copiedRowsAreFoundWhereNoneOfManyColumnsHoldsAValueTwice() throws Exception {
    List<String> numbers = IntStream.range(0, 300).mapToObj(i -> "x" + i).toList();
    String head = "sex," + String.join(",", numbers) + "\n";
    IntFunction<String> row =
        at ->
            at % 2
                + ","
                + IntStream.range(0, numbers.size())
                    .mapToObj(i -> Integer.toString(1_000 * at + i))
                    .collect(Collectors.joining(","));
    Files.writeString(folder.resolve("a.csv"), head + lines(60, row));
    Files.writeString(folder.resolve("b.csv"), head + lines(60, at -> row.apply(at + 30)));
    try (DataFiles files = open()) {
      var split = new SplitQueries(files, 1, 0);

      List<String> telling =
          split.telling(split.common(), List.of(files.sample(0, 60), files.sample(1, 60)));

      assertEquals(301, telling.size());
      assertEquals(30, split.shared(telling));
    }
  }

  /// Of 256 MB there are 128 in the table.
  @Test
  void aBlockThatTheMemoryDoesNotHoldTwiceIsCopiedInParts() throws Exception {
    write(1);
    var little = new Limits(1, Bytes.mebibytes(256), Optional.of(Bytes.mebibytes(1)));
    int rows = 4_000_000;
    List<LoadedFile.Column> columns =
        IntStream.range(0, 4)
            .mapToObj(i -> new LoadedFile.Column("x" + i, "c" + i, "UBIGINT", Kind.WHOLE))
            .toList();
    List<String> asked = new ArrayList<>();
    try (DataFiles files = open(little)) {
      files.rows(
          "CREATE TABLE wide AS SELECT %s FROM range(%d)"
              .formatted(
                  IntStream.range(0, 4)
                      .mapToObj(i -> "hash(range + %d) AS c%d".formatted(i, i))
                      .collect(Collectors.joining(", ")),
                  rows));
      LoadedFile file = files.file(0);
      ColumnBlocks.each(
          files,
          new LoadedFile(file.path(), file.source(), file.format(), "wide", rows, 1_000, columns),
          some -> {
            long copied =
                files
                    .rows(
                        "SELECT count(*) FROM duckdb_columns() WHERE table_name = '%s'"
                            .formatted(some.table()))
                    .getFirst()
                    .whole(0);
            some.columns()
                .forEach(
                    column -> asked.add(column.name() + " of " + some.table() + ", " + copied));
          });
    }

    assertEquals(
        List.of(
            "x0 of wide_part, 2", "x1 of wide_part, 2", "x2 of wide_part, 2", "x3 of wide_part, 2"),
        asked);
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
      var inputs = new TreeMap<String, DataType>();
      for (ColumnProfile column : reference.columns()) {
        Optional.ofNullable(TYPES.get(kind(column.name())))
            .ifPresent(type -> inputs.put(column.name(), type));
      }
      var pair = new ComparedFiles(large(reference), holdout, inputs);
      List<QualityRule> rules =
          RuleSuggestions.from(reference, TODAY).stream()
              .filter(rule ->
                  !(rule instanceof QualityRule.Rows) && !(rule instanceof QualityRule.Duplicates))
              .toList();
      return new Seen(
          reference.columns(),
          holdout.columns(),
          ColumnDrifts.of(files, PLACE, pair, pair.columns(), Progress.NONE),
          DriftBins.of(files, 0, places(reference, inputs), 500, Progress.NONE),
          RuleChecks.run(files, 1, rules, TODAY, Progress.NONE));
    }
  }

  private static int kind(String column) {
    return Integer.parseInt(column.substring(1)) % KINDS.size();
  }

  private static List<Place> places(TableProfile table, Map<String, DataType> inputs) {
    return table.columns().stream()
        .map(ColumnProfile::name)
        .flatMap(name ->
            Optional.ofNullable(inputs.get(name)).stream()
                .map(type ->
                    new Place(name, new TensorSpec("x", type, List.of(new Dimension.Fixed(1))), 0)))
        .toList();
  }

  private static TableProfile large(TableProfile table) {
    return new TableProfile(
        table.source(),
        table.format(),
        table.sha256(),
        table.size(),
        table.rows(),
        table.duplicates(),
        table.columns().stream()
            .map(column ->
                LARGE.contains(kind(column.name()))
                    ? profile(column.name(), column, false, List.of())
                    : column)
            .toList());
  }

  /// The same of a column with another name.
  private static Seen called(String name, Seen one) {
    return new Seen(
        one.reference().stream().map(each -> called(name, each)).toList(),
        one.holdout().stream().map(each -> called(name, each)).toList(),
        one.drifts().stream()
            .map(each ->
                new ColumnDrift(
                    name, each.kind(), each.bars(), each.index(), each.limit(), each.outcome()))
            .toList(),
        one.features().stream()
            .map(each ->
                new Feature(
                    name,
                    each.tensor(),
                    each.index(),
                    each.bounds(),
                    each.categories(),
                    each.counts(),
                    each.missing(),
                    each.alarm()))
            .toList(),
        one.rules());
  }

  private static ColumnProfile called(String name, ColumnProfile column) {
    return profile(name, column, column.exact(), column.top());
  }

  private static ColumnProfile profile(
      String name, ColumnProfile column, boolean exact, List<Frequent> top) {
    return new ColumnProfile(
        name,
        column.kind(),
        column.storedAs(),
        column.missing(),
        column.distinct(),
        exact,
        column.numbers(),
        column.period(),
        column.histogram(),
        top);
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

  private void write(int width) throws Exception {
    Files.writeString(folder.resolve("a.csv"), table(width, 400, 0));
    Files.writeString(folder.resolve("b.csv"), table(width, 200, LATER));
  }

  private static String table(int width, int rows, int from) {
    return IntStream.range(0, width).mapToObj(i -> "f" + i).collect(Collectors.joining(","))
        + "\n"
        + lines(
            rows,
            row ->
                IntStream.range(0, width)
                    .mapToObj(i -> KINDS.get(i % KINDS.size()).apply(from + row))
                    .collect(Collectors.joining(",")));
  }
}
