// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.SplitFacts;
import dev.slipway.data.SplitTerms;
import dev.slipway.request.Table;
import dev.slipway.serving.preparation.Cells;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Looks for what a holdout has in common with the reference.
public final class LeakSearch {

  /// Rows of each file that single columns are tried on.
  private static final int TRIED_ROWS = 10_000;

  /// Values of a sample that are held in memory.
  private static final int MOST_VALUES = 2_000_000;

  /// From here on not every whole number is a double.
  private static final double MOST_EXACT = 0x1p53;

  private LeakSearch() {}

  /// @param label the column that holds the truth
  public static SplitFacts of(
      DataFiles files, Place place, String label, ModelColumns model, SplitTerms terms)
      throws ProblemException, InterruptedException {
    var split = new SplitQueries(files, place.holdout(), place.reference());
    List<String> common = split.common();
    LoadedFile rows = files.file(place.holdout());
    LoadedFile known = files.file(place.reference());
    Table reference = sample(files, place.reference(), label, split);
    Table holdout = sample(files, place.holdout(), label, split);
    List<String> compared =
        telling(split, columns(common, label, model, terms), List.of(reference, holdout));
    return new SplitFacts(
        reference,
        holdout,
        rarer(files, place.reference(), label, split),
        rarer(files, place.holdout(), label, split),
        (double) rows.rows() * known.rows(),
        rows(split, compared, model, rows.rows()),
        stated(terms.entity(), common).isPresent()
            ? Optional.of(split.keys(stated(terms.entity(), common).get()))
            : Optional.empty(),
        stated(terms.time(), common).isPresent()
            ? Optional.of(split.times(stated(terms.time(), common).get()))
            : Optional.empty());
  }

  /// Where the two are among the open files.
  public record Place(int reference, int holdout) {}

  private static Optional<String> stated(Optional<String> column, List<String> common) {
    return column.filter(name -> !name.equals(SplitTerms.NONE) && common.contains(name));
  }

  /// What the model is given; where that is not known, all that both have but the label and what
  /// says whose and when a row is.
  private static List<String> columns(
      List<String> common, String label, ModelColumns model, SplitTerms terms) {
    List<String> others =
        common.stream().filter(name -> !name.equals(label) && !terms.names(name)).toList();
    List<String> given =
        model.features().stream().flatMap(List::stream).filter(common::contains).toList();
    return !given.isEmpty() ? given : others.isEmpty() ? common : others;
  }

  private static List<String> telling(SplitQueries split, List<String> columns, List<Table> some)
      throws ProblemException, InterruptedException {
    return columns.isEmpty() ? columns : split.telling(columns, some);
  }

  private static Optional<SplitFacts.Rows> rows(
      SplitQueries split, List<String> telling, ModelColumns model, long all)
      throws ProblemException, InterruptedException {
    if (telling.isEmpty()) {
      return Optional.empty();
    }
    long shared = split.shared(telling);
    return Optional.of(
        new SplitFacts.Rows(
            telling,
            model.features().stream().flatMap(List::stream).anyMatch(telling::contains),
            shared,
            all,
            shared == 0 ? 0 : split.repeated(telling)));
  }

  /// Rows from all over a file that have their label, each value spelled as in the other file.
  private static Table sample(DataFiles files, int file, String label, SplitQueries split)
      throws ProblemException, InterruptedException {
    return spelled(files.sample(file, tried(files, file)), label, split);
  }

  private static int tried(DataFiles files, int file) {
    return Math.clamp(MOST_VALUES / files.file(file).columns().size(), 1, TRIED_ROWS);
  }

  private static Table rarer(DataFiles files, int file, String label, SplitQueries split)
      throws ProblemException, InterruptedException {
    return spelled(files.rarer(file, label, tried(files, file), MOST_VALUES), label, split);
  }

  private static Table spelled(Table some, String label, SplitQueries split) {
    Optional<Integer> at = some.indexOf(label);
    List<Boolean> truths = some.columns().stream().map(split::isTruthInOne).toList();
    int[] labelled =
        IntStream.range(0, some.rows().size())
            .filter(row -> at.isEmpty() || !Cells.isMissing(some.rows().get(row).get(at.get())))
            .toArray();
    return new Table(
        some.source(),
        some.sha256(),
        some.columns(),
        IntStream.of(labelled).mapToObj(row -> alike(some.rows().get(row), truths)).toList(),
        IntStream.of(labelled).mapToObj(some.lines()::get).toList());
  }

  private static List<String> alike(List<String> cells, List<Boolean> truths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> alike(cells.get(i).strip(), truths.get(i)))
        .toList();
  }

  /// 1.0 and 1 are the same, and so are 1 and true where one file has the one and one the other.
  private static String alike(String cell, boolean truth) {
    if (truth && (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false"))) {
      return cell.equalsIgnoreCase("true") ? "1" : "0";
    }
    OptionalDouble number = Cells.number(cell);
    if (number.isEmpty()) {
      return cell;
    }
    double value = number.getAsDouble();
    if (value == Math.rint(value) && Math.abs(value) < MOST_EXACT) {
      return "" + (long) value;
    }
    return Math.abs(value) < MOST_EXACT ? "" + value : cell;
  }
}
