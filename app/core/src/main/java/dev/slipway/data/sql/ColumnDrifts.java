// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.TableProfile;
import dev.slipway.serving.preparation.Cells;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Holds the columns of the holdout against those of the reference.
public final class ColumnDrifts {

  private final DataFiles files;
  private final TableProfile reference;
  private final TableProfile holdout;
  private final Map<String, Learned> learned = new LinkedHashMap<>();
  private final Map<String, ColumnDrift> found = new HashMap<>();

  private ColumnDrifts(DataFiles files, TableProfile reference, TableProfile holdout) {
    this.files = files;
    this.reference = reference;
    this.holdout = holdout;
  }

  /// What a column of the reference is cut into, and how many of its rows are where.
  private record Learned(Kind kind, ColumnBins bins, Optional<EqualBars> bars, Counted counted) {}

  /// @param others rows with a value that no bar of equal width holds
  private record Counted(List<Long> bins, List<Long> bars, long others, long missing) {}

  /// @param place of the two among the open files
  public static List<ColumnDrift> of(
      DataFiles files,
      LeakSearch.Place place,
      TableProfile reference,
      TableProfile holdout,
      Progress progress)
      throws ProblemException, InterruptedException {
    String doing = "comparing the columns of both files";
    var drifts = new ColumnDrifts(files, reference, holdout);
    LoadedFile first = files.file(place.reference());
    try {
      progress.step(0, doing);
      files.eachPart(first, drifts::learn);
      progress.step(0.6, doing);
      files.eachPart(files.file(place.holdout()), drifts::compare);
    } catch (SQLException e) {
      throw Refusals.unreadable(first.source(), doing, first.format(), e);
    }
    return drifts.learned.keySet().stream()
        .flatMap(column -> Optional.ofNullable(drifts.found.get(column)).stream())
        .toList();
  }

  private void learn(LoadedFile part) throws SQLException, InterruptedException {
    for (LoadedFile.Column column : part.columns()) {
      boolean comparable = column.kind() != Kind.TIME && column.kind() != Kind.OTHER;
      if (comparable && holdout.column(column.name()).isPresent()) {
        ColumnBins bins = ColumnBins.of(files, part, column, BarRows.type(column.kind()));
        Optional<EqualBars> bars =
            column.kind().isNumeric() && bins.categories().isEmpty()
                ? bars(column.name())
                : Optional.empty();
        Counted counted = counted(part, column, bins, bars);
        learned.put(column.name(), new Learned(column.kind(), bins, bars, counted));
      }
    }
  }

  /// Over the numbers of both; empty where the reference has none.
  private Optional<EqualBars> bars(String column) {
    return reference
        .column(column)
        .flatMap(profile -> profile.numbers())
        .map(own ->
            holdout
                .column(column)
                .flatMap(profile -> profile.numbers())
                .map(other ->
                    new EqualBars(
                        Math.min(own.min(), other.min()), Math.max(own.max(), other.max())))
                .orElse(new EqualBars(own.min(), own.max())));
  }

  private void compare(LoadedFile part) throws SQLException, InterruptedException {
    for (LoadedFile.Column column : part.columns()) {
      Learned known = learned.get(column.name());
      if (known != null) {
        Counted other = counted(part, column, known.bins(), known.bars());
        found.put(
            column.name(),
            ColumnDrift.of(
                column.name(),
                known.kind(),
                known
                    .bars()
                    .map(bars -> ranges(bars, known.counted(), other))
                    .orElseGet(() -> values(known, other)),
                known.counted().bins(),
                other.bins()));
      }
    }
  }

  private Counted counted(
      LoadedFile part, LoadedFile.Column column, ColumnBins bins, Optional<EqualBars> bars)
      throws SQLException, InterruptedException {
    List<Long> binned = bins.counts(files, part, column);
    long present = binned.stream().mapToLong(Long::longValue).sum();
    List<Long> barred = bars.isEmpty() ? List.of() : bars.get().counts(files, part, column);
    return new Counted(
        binned,
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
    List<String> values = known.bins().categories();
    List<Long> first = known.counted().bins();
    Stream<Bar> bars =
        IntStream.range(0, values.size())
            .mapToObj(i -> Bar.of(Holds.VALUE, values.get(i), first.get(i), second.bins().get(i)));
    if (known.kind() == Kind.WHOLE) {
      bars = bars.sorted(Comparator.comparingDouble(bar -> Cells.number(bar.value()).orElse(0)));
    }
    return Stream.concat(
            bars, last(first.getLast(), second.bins().getLast(), known.counted(), second))
        .toList();
  }

  private static Stream<Bar> last(long first, long second, Counted reference, Counted holdout) {
    return Stream.of(
            Bar.of(Holds.OTHERS, "", first, second),
            Bar.of(Holds.MISSING, "", reference.missing(), holdout.missing()))
        .filter(bar -> bar.reference() + bar.holdout() > 0);
  }
}
