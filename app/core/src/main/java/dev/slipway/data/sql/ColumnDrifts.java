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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Holds the columns of the holdout against those of the reference.
public final class ColumnDrifts {

  private static final String DOING = "comparing the columns of both files";

  private final DataFiles files;
  private final ComparedFiles pair;
  private final Progress progress;
  private final Map<String, ColumnProfile> reference;
  private final Map<String, ColumnProfile> holdout;
  private final Map<String, Learned> learned = new LinkedHashMap<>();
  private final Map<String, ColumnDrift> found = new HashMap<>();

  private ColumnDrifts(DataFiles files, ComparedFiles pair, Progress progress) {
    this.files = files;
    this.pair = pair;
    this.progress = progress;
    this.reference = pair.reference().byName();
    this.holdout = pair.holdout().byName();
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

  /// A column of the reference that can be compared by its kind.
  ///
  /// @param kind of the values of both
  /// @param type of the input that it fills, or would
  private record Pending(
      LoadedFile.Column column,
      Kind kind,
      DataType type,
      Optional<ColumnProfile> seen,
      Optional<Outcome> why) {

    private ColumnBins.Wanted as(DataType other) {
      return new ColumnBins.Wanted(column, other, seen);
    }

    /// Values of a kind are drawn alike, whatever input they fill.
    private DataType drawn() {
      return BarRows.type(kind);
    }

    private boolean isDrawnApart() {
      return drawn() != type && seen.filter(ColumnProfile::hasTooManyValues).isEmpty();
    }
  }

  /// @param place of the two among the open files
  /// @param columns that are compared, of those that both have; one for which the memory does not
  ///   suffice is left out
  public static List<ColumnDrift> of(
      DataFiles files,
      LeakSearch.Place place,
      ComparedFiles pair,
      Set<String> columns,
      Progress progress)
      throws ProblemException, InterruptedException {
    var drifts = new ColumnDrifts(files, pair, progress);
    LoadedFile second = files.file(place.holdout());
    Map<String, LoadedFile.Column> others = second.byName();
    drifts.each(
        files.file(place.reference()),
        columns,
        some -> {
          progress.step(0.5 * drifts.learned.size() / columns.size(), DOING);
          drifts.learn(some, others);
        });
    drifts.each(second, drifts.learned.keySet(), drifts::compare);
    return drifts.learned.keySet().stream()
        .flatMap(column -> Optional.ofNullable(drifts.found.get(column)).stream())
        .toList();
  }

  private void each(LoadedFile file, Set<String> columns, ColumnBlocks.Question question)
      throws ProblemException, InterruptedException {
    List<LoadedFile.Column> wanted =
        file.columns().stream().filter(column -> columns.contains(column.name())).toList();
    try {
      ColumnBlocks.each(files, file.with(wanted), some -> unlessUncountable(some, question));
    } catch (SQLException e) {
      throw Refusals.failed(file.source(), DOING, e);
    }
  }

  /// Where the memory does not suffice for one column, the others are compared all the same.
  private static void unlessUncountable(LoadedFile some, ColumnBlocks.Question question)
      throws SQLException, InterruptedException {
    try {
      question.ask(some);
    } catch (SQLException e) {
      if (some.columns().size() > 1 || !Refusals.isOfShortage(e)) {
        throw e;
      }
      // It is shown as not compared.
    }
  }

  private void learn(LoadedFile some, Map<String, LoadedFile.Column> others)
      throws SQLException, InterruptedException {
    List<Pending> pending =
        some.columns().stream()
            .filter(column -> ColumnDrift.takes(column.kind()))
            .flatMap(column ->
                Optional.ofNullable(others.get(column.name())).stream()
                    .map(other -> pending(column, other)))
            .toList();
    List<Learned> known = cut(some, pending);
    var asked = new Aggregates();
    List<Function<Row, Counted>> counts =
        IntStream.range(0, pending.size())
            .mapToObj(i -> counted(asked, some, pending.get(i).column(), known.get(i)))
            .toList();
    Row answer = asked.answer(files, some);
    for (int i = 0; i < pending.size(); i++) {
      learned.put(pending.get(i).column().name(), known.get(i).with(counts.get(i).apply(answer)));
    }
  }

  private Pending pending(LoadedFile.Column column, LoadedFile.Column other) {
    Optional<Kind> common = ComparedFiles.common(column.kind(), other.kind());
    Optional<ColumnProfile> seen = Optional.ofNullable(reference.get(column.name()));
    Kind kind = common.orElse(column.kind());
    DataType type = pair.inputs().getOrDefault(column.name(), BarRows.type(kind));
    boolean many =
        type == DataType.BYTES && seen.filter(ColumnProfile::hasTooManyValues).isPresent();
    return new Pending(
        column,
        kind,
        type,
        seen,
        common.isEmpty()
            ? Optional.of(Outcome.MIXED)
            : many ? Optional.of(Outcome.TOO_MANY) : Optional.empty());
  }

  /// Each without what is counted.
  private List<Learned> cut(LoadedFile some, List<Pending> pending)
      throws SQLException, InterruptedException {
    List<Pending> compared = pending.stream().filter(each -> each.why().isEmpty()).toList();
    List<Pending> apart = compared.stream().filter(Pending::isDrawnApart).toList();
    Iterator<ColumnBins> bins =
        ColumnBins.of(files, some, compared.stream().map(each -> each.as(each.type())).toList())
            .iterator();
    Iterator<Optional<ColumnBins>> drawn =
        ColumnBins.named(files, some, apart.stream().map(each -> each.as(each.drawn())).toList())
            .iterator();
    List<Learned> known = new ArrayList<>();
    for (Pending each : pending) {
      ColumnBins whole = ColumnBins.whole(each.type());
      ColumnBins own = each.why().isPresent() ? whole : bins.next();
      ColumnBins named = own;
      if (each.why().isEmpty() && each.drawn() != each.type()) {
        ColumnBins one = ColumnBins.whole(each.drawn());
        named = each.isDrawnApart() ? drawn.next().orElse(one) : one;
      }
      boolean equal =
          each.why().isEmpty() && each.kind().isNumeric() && named.categories().isEmpty();
      known.add(
          new Learned(
              each.kind(),
              own,
              named,
              equal ? bars(each.column().name()) : Optional.empty(),
              each.why(),
              Counted.NOTHING));
    }
    return known;
  }

  /// Over the numbers of both; empty where the reference has none.
  private Optional<EqualBars> bars(String column) {
    return numbers(reference, column)
        .map(own ->
            numbers(holdout, column)
                .map(other ->
                    new EqualBars(
                        Math.min(own.min(), other.min()), Math.max(own.max(), other.max())))
                .orElse(new EqualBars(own.min(), own.max())));
  }

  private static Optional<ColumnProfile.Numbers> numbers(
      Map<String, ColumnProfile> file, String column) {
    return Optional.ofNullable(file.get(column)).flatMap(ColumnProfile::numbers);
  }

  private void step() throws InterruptedException {
    progress.step(0.5 + 0.5 * found.size() / learned.size(), DOING);
  }

  private void compare(LoadedFile some) throws SQLException, InterruptedException {
    step();
    var asked = new Aggregates();
    Map<String, Function<Row, Counted>> counts = new LinkedHashMap<>();
    for (LoadedFile.Column column : some.columns()) {
      counts.put(column.name(), counted(asked, some, column, learned(column.name())));
    }
    Row answer = asked.answer(files, some);
    for (var counted : counts.entrySet()) {
      String column = counted.getKey();
      // A limit may take many draws.
      step();
      found.put(column, compared(column, learned(column), counted.getValue().apply(answer)));
    }
  }

  private Learned learned(String column) {
    return Objects.requireNonNull(learned.get(column));
  }

  private static ColumnDrift compared(String column, Learned known, Counted other) {
    List<Bar> bars =
        known
            .bars()
            .map(equal -> ranges(equal, known.counted(), other))
            .orElseGet(() -> values(known, other));
    return known
        .why()
        .map(why -> ColumnDrift.uncompared(column, known.kind(), bars, why))
        .orElseGet(
            () -> ColumnDrift.of(column, known.kind(), bars, known.counted().bins(), other.bins()));
  }

  private static Function<Row, Counted> counted(
      Aggregates asked, LoadedFile some, LoadedFile.Column column, Learned known) {
    Function<Row, List<Long>> bins = known.bins().counts(asked, column);
    Function<Row, List<Long>> named =
        known.named().equals(known.bins()) ? bins : known.named().counts(asked, column);
    Function<Row, List<Long>> bars =
        known.bars().map(equal -> equal.counts(asked, column)).orElseGet(() -> answer -> List.of());
    return answer -> {
      List<Long> binned = bins.apply(answer);
      List<Long> barred = bars.apply(answer);
      long present = sum(binned);
      return new Counted(
          binned, named.apply(answer), barred, present - sum(barred), some.rows() - present);
    };
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
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
