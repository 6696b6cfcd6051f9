// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.base.Progress;
import dev.slipway.model.Parity;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// Compares the answers of the original and the converted model.
final class Comparison {

  private static final int BATCH = 1000;

  /// A few last digits of a double.
  private static final double TIE = 1e-14;

  private final Original original;
  private double scale;
  private double largest;
  private double relative;
  private int otherClasses;
  private int ties;

  private Comparison(Original original) {
    this.original = original;
  }

  /// @param from where they come from
  record Rows(List<double[]> rows, String from) {}

  static Parity of(Original original, Path onnx, Rows rows, Progress progress)
      throws InferenceException {
    var comparison = new Comparison(original);
    try (Predictor predictor = OrtPredictor.load(onnx, ModelSettings.withThreads(1))) {
      return comparison.compare(predictor, rows, progress);
    }
  }

  private Parity compare(Predictor predictor, Rows asked, Progress progress)
      throws InferenceException {
    List<double[]> given = asked.rows();
    DataType type = predictor.inputs().getFirst().datatype();
    List<double[]> rows = type == DataType.FP64 ? given : given.stream().map(this::single).toList();
    List<Original.Answer> expected = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      progress.report(0.5 * from / rows.size(), "asking the original");
      expected.addAll(original.answers(rows.subList(from, Math.min(rows.size(), from + BATCH))));
    }
    for (var answer : expected) {
      answer.scores().forEach(score -> scale = Math.max(scale, Math.abs(score)));
    }
    for (int from = 0; from < rows.size(); from += BATCH) {
      int to = Math.min(rows.size(), from + BATCH);
      progress.report(0.5 + 0.5 * from / rows.size(), "comparing the answers with the original's");
      Tensor batch = tensor(type, rows.subList(from, to));
      Map<String, Tensor> answers = predictor.predict(Map.of(ServableGraph.FEATURES, batch));
      add(expected.subList(from, to), answers);
    }
    return new Parity(rows.size(), asked.from(), largest, relative, otherClasses, ties);
  }

  /// A row as a caller can give it who has single precision only.
  private double[] single(double[] row) {
    return DoubleStream.of(row).map(value -> (float) value).toArray();
  }

  private void add(List<Original.Answer> expected, Map<String, Tensor> answers) {
    int width = original.outputs().size();
    double[] scores =
        answers.entrySet().stream()
            .filter(answer -> !answer.getKey().equals(ServableGraph.LABEL))
            .findFirst()
            .orElseThrow()
            .getValue()
            .toDoubles();
    List<String> labels = labels(answers);
    for (int row = 0; row < expected.size(); row++) {
      Original.Answer answer = expected.get(row);
      for (int i = 0; i < width; i++) {
        difference(answer.scores().get(i), scores[row * width + i]);
      }
      if (answer.label().isPresent() && !answer.label().get().equals(labels.get(row))) {
        int other = original.outputs().indexOf(labels.get(row));
        if (other >= 0 && isTie(answer, answer.scores().get(other))) {
          ties++;
        } else {
          otherClasses++;
        }
      }
    }
  }

  /// Whether only the order in which fractions were added up decided for the original's class.
  private static boolean isTie(Original.Answer answer, double other) {
    double best = answer.scores().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return best - other <= TIE * Math.abs(best);
  }

  private static List<String> labels(Map<String, Tensor> answers) {
    Tensor labels = answers.get(ServableGraph.LABEL);
    if (labels == null) {
      return List.of();
    }
    if (labels.datatype() == DataType.BYTES) {
      return labels.asStrings();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      names.add(Long.toString(labels.asLongs().get(i)));
    }
    return names;
  }

  /// See [Parity] for what a difference is relative to.
  private void difference(double expected, double actual) {
    if (Double.compare(expected, actual) == 0) {
      return;
    }
    double difference = Math.abs(expected - actual);
    if (Double.isNaN(difference)) {
      difference = Double.POSITIVE_INFINITY;
    }
    largest = Math.max(largest, difference);
    double size = Math.max(Math.abs(expected), scale / 10);
    relative = Math.max(relative, size > 0 ? difference / size : Double.POSITIVE_INFINITY);
  }

  private static Tensor tensor(DataType type, List<double[]> rows) {
    int width = rows.getFirst().length;
    double[] values = new double[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    long[] shape = {rows.size(), width};
    if (type == DataType.FP64) {
      return Tensor.doubles(shape, values);
    }
    float[] single = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      single[i] = (float) values[i];
    }
    return Tensor.floats(shape, single);
  }
}
