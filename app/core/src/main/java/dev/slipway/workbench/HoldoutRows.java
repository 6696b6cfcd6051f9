// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.evaluate.RowVerdict;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.OpenedProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /// The first row after another that the model answers wrongly; empty where it gets all right that
  /// were read.
  ///
  /// @param after place of the row to go on behind; -1 for the beginning
  public Optional<HoldoutRow> misclassified(OpenedProject opened, int after, Progress progress)
      throws ProblemException, InterruptedException {
    return asked(opened, after, 1, (row, answer, by) -> by.isWrong(answer, row.truth()), progress)
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
        (row, given, by) -> RowVerdict.isSame(row.truth(), truth) && by.isClass(given, answer),
        progress);
  }

  /// Which rows are wanted.
  private interface Wanted {
    boolean is(HoldoutRow row, Map<String, Tensor> answer, RowVerdict by) throws ProblemException;
  }

  private static List<HoldoutRow> asked(
      OpenedProject opened, int after, int most, Wanted wanted, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the holdout");
    Project.DataSource data = InspectData.source(opened);
    Inspection inspection = InspectModel.look(opened);
    Table table = table(opened, data);
    List<Map<String, Tensor>> requests =
        new AskedRequests(Optional.of(opened), opened.model(), inspection).tensors(table);
    List<HoldoutRow> found = new ArrayList<>();
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      var by = new RowVerdict(predictor.outputs(), inspection.featureMap());
      for (int i = 0; i < requests.size() && found.size() < most; i++) {
        progress.step((double) i / requests.size(), "asking about row " + (i + 1));
        int at = (after + 1 + i) % requests.size();
        HoldoutRow row = row(table, data, at);
        if (wanted.is(row, predictor.predict(requests.get(at)), by)) {
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
