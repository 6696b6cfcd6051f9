// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Labeller;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Transformer;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers to rows, as the estimator itself gives them and as its graph does, in one form.
final class Answers {

  /// Rows that are asked together: a graph may make a million numbers of each.
  private static final int BATCH = 20;

  private Answers() {}

  /// @param numbers scores of the classes or labels, or what is predicted
  /// @param name of the class; empty for anything but a classifier
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Answer(double[] numbers, String name) {}

  /// The estimator's own.
  static Answer of(Estimator estimator, List<Cell> row) {
    return switch (estimator) {
      case Classifier classifier -> {
        Classifier.Scores scores = classifier.scores(row);
        yield new Answer(scores.values(), ClassNames.of(classifier.classes().get(scores.best())));
      }
      case Labeller labeller -> new Answer(labeller.probabilities(row), "");
      case Regressor regressor -> new Answer(regressor.predict(row), "");
      case Transformer transformer -> new Answer(Cell.numbers(transformer.transform(row)), "");
    };
  }

  /// The graph's.
  static List<Answer> of(Predictor graph, Columns columns, List<List<Cell>> rows)
      throws InferenceException {
    List<Answer> answers = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<List<Cell>> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
      add(graph.predict(tensors(columns, batch)), batch.size(), answers);
    }
    return answers;
  }

  private static void add(Map<String, Tensor> outputs, int rows, List<Answer> answers) {
    List<String> names = names(outputs.get(SklearnGraph.LABEL), rows);
    double[] numbers =
        outputs.entrySet().stream()
            .filter(output -> !output.getKey().equals(SklearnGraph.LABEL))
            .findFirst()
            .orElseThrow()
            .getValue()
            .toDoubles();
    int width = numbers.length / rows;
    for (int row = 0; row < rows; row++) {
      double[] own = new double[width];
      System.arraycopy(numbers, row * width, own, 0, width);
      answers.add(new Answer(own, names.get(row)));
    }
  }

  private static List<String> names(@Nullable Tensor labels, int rows) {
    List<String> names = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (labels == null) {
        names.add("");
      } else if (labels.datatype() == DataType.BYTES) {
        names.add(labels.asStrings().get(row));
      } else {
        names.add(Long.toString(labels.asLongs().get(row)));
      }
    }
    return names;
  }

  private static Map<String, Tensor> tensors(Columns columns, List<List<Cell>> rows) {
    Map<String, Tensor> tensors = new HashMap<>();
    int width = columns.columns().size();
    int used = columns.used().size();
    double[] matrix = new double[rows.size() * used];
    int place = 0;
    for (int i = 0; i < width; i++) {
      Columns.Column column = columns.columns().get(i);
      if (!column.used()) {
        continue;
      }
      if (column.taken() == Taken.TEXT) {
        int at = i;
        tensors.put(
            column.name(),
            Tensor.strings(
                new long[] {rows.size(), 1},
                rows.stream()
                    .map(row -> ((Cell.Text) row.get(at)).value())
                    .toArray(String[]::new)));
      } else {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
          values[row] = ((Cell.Number) rows.get(row).get(i)).value();
          matrix[row * used + place] = values[row];
        }
        tensors.put(column.name(), Tensor.doubles(new long[] {rows.size(), 1}, values));
      }
      place++;
    }
    return columns.apart()
        ? tensors
        : Map.of(SklearnGraph.FEATURES, Tensor.doubles(new long[] {rows.size(), used}, matrix));
  }
}
