// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.DataType;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Holds the columns of the holdout against those of the reference.
public final class ColumnDrifts {

  private static final String DOING = "comparing the columns of both files";

  private final DataFiles files;
  private final ComparedFiles pair;
  private final Map<String, Learned> learned = new LinkedHashMap<>();
  private final Map<String, ColumnDrift> found = new HashMap<>();

  private ColumnDrifts(DataFiles files, ComparedFiles pair) {
    this.files = files;
    this.pair = pair;
  }

  /// What a column of the reference is cut into, and how many of its rows are where.
  ///
  /// @param kind of the values of both
  /// @param bins that the index is of
  /// @param named values that have a bar of their own; none where bars of equal width are drawn
  /// @param why it cannot be compared; empty where it can
  private record Learned(
      Kind kind,
      ColumnBins bins,
      ColumnBins named,
      Optional<EqualBars> bars,
      Optional<Outcome> why,
      Counted counted) {

    private Learned with(Counted rows) {
      return new Learned(kind, bins, named, bars, why, rows);
    }
  }

  /// @param others rows with a value that no bar of equal width holds
  private record Counted(
      List<Long> bins, List<Long> named, List<Long> bars, long others, long missing) {

    private static final Counted NOTHING = new Counted(List.of(), List.of(), List.of(), 0, 0);
  }

  /// Asks of one column of a few that are loaded.
  private interface Question {
    void ask(LoadedFile part, LoadedFile.Column column) throws SQLException, InterruptedException;
  }

  /// @param place of the two among the open files
  /// @param columns that are compared, of those that both have; one that the engine cannot count is
  ///   left out
  public static List<ColumnDrift> of(
      DataFiles files,
      LeakSearch.Place place,
      ComparedFiles pair,
      Set<String> columns,
      Progress progress)
      throws ProblemException, InterruptedException {
    var drifts = new ColumnDrifts(files, pair);
    LoadedFile second = files.file(place.holdout());
    drifts.each(
        files.file(place.reference()),
        columns,
        (part, column) -> {
          progress.step(0.5 * drifts.learned.size() / columns.size(), DOING);
          Optional<LoadedFile.Column> other = second.column(column.name());
          if (other.isPresent() && ComparedFiles.isComparable(column.kind())) {
            drifts.learn(part, column, ComparedFiles.common(column.kind(), other.get().kind()));
          }
        });
    drifts.each(
        second,
        drifts.learned.keySet(),
        (part, column) -> {
          progress.step(0.5 + 0.5 * drifts.found.size() / columns.size(), DOING);
          drifts.compare(part, column);
        });
    return drifts.learned.keySet().stream()
        .flatMap(column -> Optional.ofNullable(drifts.found.get(column)).stream())
        .toList();
  }

  private void each(LoadedFile file, Set<String> columns, Question question)
      throws ProblemException, InterruptedException {
    try {
      files.eachPart(
          file,
          part -> {
            for (LoadedFile.Column column : part.columns()) {
              if (columns.contains(column.name())) {
                unlessUncountable(part, column, question);
              }
            }
          });
    } catch (SQLException e) {
      throw Refusals.unreadable(file.source(), DOING, file.format(), e);
    }
  }

  /// Where the memory does not suffice for one column, the others are compared all the same.
  private static void unlessUncountable(
      LoadedFile part, LoadedFile.Column column, Question question) throws InterruptedException {
    try {
      question.ask(part, column);
    } catch (SQLException uncountable) {
      // It is shown as not compared.
    }
  }

  private void learn(LoadedFile part, LoadedFile.Column column, Optional<Kind> common)
      throws SQLException, InterruptedException {
    Optional<ColumnProfile> seen = pair.reference().column(column.name());
    Kind kind = common.orElse(column.kind());
    DataType type = pair.inputs().getOrDefault(column.name(), BarRows.type(kind));
    boolean many =
        type == DataType.BYTES && seen.filter(ColumnProfile::hasTooManyValues).isPresent();
    Optional<Outcome> why =
        common.isEmpty()
            ? Optional.of(Outcome.MIXED)
            : many ? Optional.of(Outcome.TOO_MANY) : Optional.empty();
    ColumnBins bins =
        why.isPresent() ? ColumnBins.whole(type) : ColumnBins.of(files, part, column, type, seen);
    ColumnBins named = why.isPresent() ? bins : named(part, column, kind, bins, seen);
    Optional<EqualBars> bars =
        why.isEmpty() && kind.isNumeric() && named.categories().isEmpty()
            ? bars(column.name())
            : Optional.empty();
    var known = new Learned(kind, bins, named, bars, why, Counted.NOTHING);
    learned.put(column.name(), known.with(counted(part, column, known)));
  }

  /// Values of a kind are drawn alike, whatever input they fill.
  private ColumnBins named(
      LoadedFile part,
      LoadedFile.Column column,
      Kind kind,
      ColumnBins bins,
      Optional<ColumnProfile> seen)
      throws SQLException, InterruptedException {
    DataType type = BarRows.type(kind);
    if (type == bins.type()) {
      return bins;
    }
    boolean none =
        seen.filter(ColumnProfile::hasTooManyValues).isPresent()
            || !ColumnBins.isNamed(files, part, column, type, seen);
    return none ? ColumnBins.whole(type) : ColumnBins.of(files, part, column, type, seen);
  }

  /// Over the numbers of both; empty where the reference has none.
  private Optional<EqualBars> bars(String column) {
    return pair.reference()
        .column(column)
        .flatMap(profile -> profile.numbers())
        .map(own ->
            pair.holdout()
                .column(column)
                .flatMap(profile -> profile.numbers())
                .map(other ->
                    new EqualBars(
                        Math.min(own.min(), other.min()), Math.max(own.max(), other.max())))
                .orElse(new EqualBars(own.min(), own.max())));
  }

  private void compare(LoadedFile part, LoadedFile.Column column)
      throws SQLException, InterruptedException {
    Learned known = Objects.requireNonNull(learned.get(column.name()));
    Counted other = counted(part, column, known);
    List<Bar> bars =
        known
            .bars()
            .map(equal -> ranges(equal, known.counted(), other))
            .orElseGet(() -> values(known, other));
    found.put(
        column.name(),
        known
            .why()
            .map(why -> ColumnDrift.uncompared(column.name(), known.kind(), bars, why))
            .orElseGet(() ->
                ColumnDrift.of(
                    column.name(), known.kind(), bars, known.counted().bins(), other.bins())));
  }

  private Counted counted(LoadedFile part, LoadedFile.Column column, Learned known)
      throws SQLException, InterruptedException {
    List<Long> binned = known.bins().counts(files, part, column);
    List<Long> named =
        known.named().equals(known.bins()) ? binned : known.named().counts(files, part, column);
    long present = binned.stream().mapToLong(Long::longValue).sum();
    List<Long> barred = List.of();
    if (known.bars().isPresent()) {
      EqualBars bars = known.bars().get();
      barred = bars.counts(files.rows(bars.question(part, column)));
    }
    return new Counted(
        binned,
        named,
        barred,
        present - barred.stream().mapToLong(Long::longValue).sum(),
        part.rows() - present);
  }

  private static List<Bar> ranges(EqualBars bars, Counted first, Counted second) {
    return Stream.concat(
            IntStream.range(0, bars.count())
                .mapToObj(i ->
                    new Bar(
                        Holds.RANGE,
                        "",
                        bars.from(i),
                        bars.to(i),
                        first.bars().get(i),
                        second.bars().get(i))),
            last(first.others(), second.others(), first, second))
        .toList();
  }

  /// Whole numbers in their order, other values by how frequent they are.
  private static List<Bar> values(Learned known, Counted second) {
    List<String> values = known.named().categories();
    List<Long> first = known.counted().named();
    Stream<Bar> bars =
        IntStream.range(0, values.size())
            .mapToObj(i -> Bar.of(Holds.VALUE, values.get(i), first.get(i), second.named().get(i)));
    if (known.kind() == Kind.WHOLE) {
      bars = bars.sorted(Comparator.comparingDouble(bar -> Cells.number(bar.value()).orElse(0)));
    }
    return Stream.concat(
            bars, last(first.getLast(), second.named().getLast(), known.counted(), second))
        .toList();
  }

  private static Stream<Bar> last(long first, long second, Counted reference, Counted holdout) {
    return Stream.of(
            Bar.of(Holds.OTHERS, "", first, second),
            Bar.of(Holds.MISSING, "", reference.missing(), holdout.missing()))
        .filter(bar -> bar.reference() + bar.holdout() > 0);
  }
}
