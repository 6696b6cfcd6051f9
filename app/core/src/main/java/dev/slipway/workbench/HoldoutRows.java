// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.Residuals;
import dev.slipway.evaluate.RowError;
import dev.slipway.evaluate.RowVerdict;
import dev.slipway.evaluate.SliceRows;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.FeatureMap;
import dev.slipway.objective.Project;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.project.OpenedProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Rows of the holdout to ask a model about, and those that it gets wrong.
public final class HoldoutRows {

  /// More rows are not kept in memory for a look.
  public static final int MOST = 1_000;

  HoldoutRows() {}

  /// A row, with the column names of the model.
  ///
  /// @param number its place among those that were read, counted from 0
  /// @param truth what it should be answered with
  public record HoldoutRow(int number, Map<String, String> values, String truth) {}

  /// The first rows of the holdout.
  public List<HoldoutRow> first(OpenedProject opened) throws ProblemException {
    Project.DataSource data = InspectData.source(opened);
    Table table = table(opened, data);
    List<HoldoutRow> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      rows.add(row(table, data, i));
    }
    return rows;
  }

  /// The first rows of a slice.
  public List<HoldoutRow> of(OpenedProject opened, Evaluation.Slice slice) throws ProblemException {
    Project.DataSource data = InspectData.source(opened);
    Table whole = DataFiles.table(opened.folder().resolve(data.holdout()), data.holdout());
    return SliceRows.of(whole, slice).stream()
        .limit(MOST)
        .map(number -> row(whole, data, number))
        .toList();
  }

  /// The first row after another that the model answers wrongly; empty where it gets all right that
  /// were read.
  ///
  /// @param after place of the row to go on behind; -1 for the beginning
  public Optional<HoldoutRow> misclassified(OpenedProject opened, int after, Progress progress)
      throws ProblemException, InterruptedException {
    return asked(
            opened,
            after,
            1,
            (outputs, names) -> {
              var by = new RowVerdict(outputs, names);
              return (row, given) -> by.isWrong(given, row.truth());
            },
            progress)
        .stream()
        .findFirst();
  }

  /// The rows of one class that the model answers with another or the same.
  public List<HoldoutRow> answered(
      OpenedProject opened, String truth, String answer, Progress progress)
      throws ProblemException, InterruptedException {
    return asked(
        opened,
        -1,
        MOST,
        (outputs, names) -> {
          var by = new RowVerdict(outputs, names);
          return (row, given) -> RowVerdict.isSame(row.truth(), truth) && by.isClass(given, answer);
        },
        progress);
  }

  /// A row that a regression answers with a number.
  public record AnsweredRow(HoldoutRow row, double answer) {}

  /// The rows that a regression is off by as much as a bin says.
  ///
  /// @param last whether it is the last bin
  public List<AnsweredRow> off(
      OpenedProject opened, Residuals.Bin bin, boolean last, Progress progress)
      throws ProblemException, InterruptedException {
    List<Double> answers = new ArrayList<>();
    List<HoldoutRow> rows =
        asked(
            opened,
            -1,
            MOST,
            (outputs, names) -> {
              var by = new RowError(outputs, names);
              return (row, given) -> {
                double answer = by.answer(given);
                OptionalDouble truth = Cells.number(row.truth());
                boolean wanted = truth.isPresent() && bin.holds(answer - truth.getAsDouble(), last);
                if (wanted) {
                  answers.add(answer);
                }
                return wanted;
              };
            },
            progress);
    return IntStream.range(0, rows.size())
        .mapToObj(i -> new AnsweredRow(rows.get(i), answers.get(i)))
        .toList();
  }

  /// Which rows are wanted.
  private interface Wanted {
    boolean is(HoldoutRow row, Map<String, Tensor> answer) throws ProblemException;
  }

  /// Reads a model's answers.
  private interface Reader {
    Wanted of(List<TensorSpec> outputs, FeatureMap names) throws ProblemException;
  }

  private static List<HoldoutRow> asked(
      OpenedProject opened, int after, int most, Reader reader, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the holdout");
    Project.DataSource data = InspectData.source(opened);
    Inspection inspection = InspectModel.look(opened);
    Table table = table(opened, data);
    List<Map<String, Tensor>> requests =
        new AskedRequests(Optional.of(opened), opened.model(), inspection).tensors(table);
    List<HoldoutRow> found = new ArrayList<>();
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      Wanted wanted = reader.of(predictor.outputs(), inspection.featureMap());
      for (int i = 0; i < requests.size() && found.size() < most; i++) {
        progress.step((double) i / requests.size(), "asking about row " + (i + 1));
        int at = (after + 1 + i) % requests.size();
        HoldoutRow row = row(table, data, at);
        if (wanted.is(row, predictor.predict(requests.get(at)))) {
          found.add(row);
        }
      }
      return found;
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "predict.refused",
              "The model does not take a row of the holdout",
              String.valueOf(e.getMessage()),
              "Run slipway evaluate: it names the row."),
          e);
    }
  }

  private static Table table(OpenedProject opened, Project.DataSource data)
      throws ProblemException {
    Table table = DataFiles.table(opened.folder().resolve(data.holdout()), data.holdout());
    int kept = Math.min(MOST, table.rows().size());
    return new Table(
        table.source(),
        table.sha256(),
        table.columns(),
        table.rows().subList(0, kept),
        table.lines().subList(0, kept));
  }

  private static HoldoutRow row(Table table, Project.DataSource data, int number) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> cells = table.rows().get(number);
    for (int i = 0; i < cells.size(); i++) {
      String column = table.columns().get(i);
      if (!column.equals(data.label())) {
        values.put(data.inputs().getOrDefault(column, column), cells.get(i));
      }
    }
    String truth = table.indexOf(data.label()).map(cells::get).orElse("");
    return new HoldoutRow(number, values, truth.strip());
  }
}
