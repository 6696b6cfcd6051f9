// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowCopy.Kept;
import dev.slipway.data.sql.RowCopy.Taken;
import dev.slipway.data.sql.RowFile;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the columns of the data go: into the model, beside its answers, or nowhere. The first file
/// says it for all.
public record RowPlan(RowFile first, List<Slot> slots, List<Kept> kept) {

  private static final String GIVEN = "given_";

  /// Columns beside the kept ones and the answers, of rows that are answered or refused.
  private static final Set<String> BESIDE =
      Set.of(
          RowScoring.VERSION,
          RowScoring.AT,
          RowCopy.REFUSED_FILE,
          RowCopy.REFUSED_ROW,
          RowCopy.REFUSED_REASON);

  public RowPlan {
    slots = List.copyOf(slots);
    kept = List.copyOf(kept);
  }

  /// @param keep columns that stand beside the answers; empty for all that the model does not take
  public static RowPlan of(
      RowFile first, ScoreOrder.Model model, ScoreOrder.Data data, Optional<List<String>> keep)
      throws ProblemException {
    List<String> inputs =
        first.names().stream().filter(name -> !Optional.of(name).equals(data.label())).toList();
    Table table = new Table(first.name(), inputs, List.of()).renamed(data.renamed());
    Map<String, String> called = new HashMap<>();
    data.renamed().forEach((from, to) -> called.put(to, from));
    List<Slot> slots =
        Slot.of(ModelInputs.places(table, model.features(), model.signature()), called);
    return new RowPlan(first, slots, kept(first, slots, keep));
  }

  private static List<Kept> kept(RowFile first, List<Slot> slots, Optional<List<String>> asked)
      throws ProblemException {
    Set<String> taken = new HashSet<>();
    slots.forEach(slot -> taken.addAll(slot.columns()));
    List<String> names =
        asked.orElseGet(
            () -> first.names().stream().filter(name -> !taken.contains(name)).toList());
    List<Kept> kept = new ArrayList<>();
    for (String name : names) {
      RowFile.Column column =
          first.column(name).orElseThrow(() -> missing(first, name, "--keep names it."));
      kept.add(new Kept(name, name, column.type()));
    }
    return kept;
  }

  private static ProblemException missing(RowFile file, String column, String why) {
    return Problem.input(
            "score.column-missing",
            file.name() + " lacks the column '" + column + "'",
            why + " The file has " + String.join(", ", file.names()) + ".",
            "Add the column, or rename the one that holds these values.")
        .asException();
  }

  /// What the model gets, in the order of its inputs.
  public List<Taken> taken() {
    return slots.stream()
        .flatMap(slot -> slot.columns().stream().map(column -> new Taken(column, slot.reading())))
        .toList();
  }

  /// @throws ProblemException when a file lacks a column, holds something else in it than the
  ///   first, or holds in a kept one what would lose by becoming of the first's type
  public void check(RowFile file) throws ProblemException {
    for (Taken taken : taken()) {
      RowFile.Column column =
          file.column(taken.column())
              .orElseThrow(() -> missing(file, taken.column(), "The model takes it."));
      RowFile.Column of = first.column(taken.column()).orElseThrow();
      boolean typed = file.format() == DataFormat.PARQUET && first.format() == DataFormat.PARQUET;
      if (typed && taken.as() != CellType.TEXT && isNumber(column.kind()) != isNumber(of.kind())) {
        throw changed(file, column, of);
      }
    }
    for (Kept keep : kept) {
      RowFile.Column column =
          file.column(keep.column())
              .orElseThrow(
                  () -> missing(file, keep.column(), first.name() + " has it, and it is kept."));
      RowFile.Column of = first.column(keep.column()).orElseThrow();
      // Another program writes the same column with other types; one of texts keeps each value.
      boolean same =
          column.isKeptAs(of.type())
              && (of.kind() != Kind.TEXT
                  || column.kind() == Kind.TEXT
                  || file.format() != first.format());
      if (!same) {
        throw changed(file, column, of);
      }
    }
  }

  private ProblemException changed(RowFile file, RowFile.Column is, RowFile.Column was) {
    return Problem.input(
            "score.type-changed",
            "The column '%s' of %s has another type".formatted(is.name(), file.name()),
            "It holds %s; in %s it holds %s.".formatted(is.type(), first.name(), was.type()),
            "Write the file again with the type of the others, score it into a folder of its own,"
                + " or leave the column out with --keep where the model does not take it.")
        .asException();
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.WHOLE || kind == Kind.NUMBER || kind == Kind.TRUTH;
  }

  /// The same, in which a kept column is called otherwise that has the name of an answer, or of
  /// what else stands beside it: the label of the data is often called as the model's answer is,
  /// and rows that were refused are given again once they are corrected.
  public RowPlan beside(List<AnswerColumn> answers) {
    Set<String> taken = new HashSet<>(BESIDE);
    answers.stream()
        .map(AnswerColumn::name)
        .forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
    List<Kept> named = new ArrayList<>();
    for (Kept keep : kept) {
      String name = keep.column();
      while (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name = GIVEN + name;
      }
      named.add(new Kept(keep.column(), name, keep.type()));
    }
    return new RowPlan(first, slots, named);
  }
}
