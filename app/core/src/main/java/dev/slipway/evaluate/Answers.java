// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.evaluate.Metric.Task;
import dev.slipway.model.FeatureMap;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Reads a model's outputs as what they stand for: a class with scores, labels, or a number.
final class Answers {

  /// A label applies whose score is above it.
  private static final double THRESHOLD = 0.5;

  /// What the runtime calls the classes of a map of scores.
  private static final String KEYS = "_keys";

  private final List<String> labels;
  private final List<String> independent;
  private final Optional<TensorSpec> label;
  private final Optional<TensorSpec> scores;
  private final Optional<TensorSpec> keys;

  /// @param names of classes or of independent labels, in the order of the scores; may be empty
  Answers(List<TensorSpec> outputs, FeatureMap names) {
    this.labels = names.labels();
    this.independent = names.independent();
    this.scores =
        outputs.stream().filter(output -> output.datatype().isFloatingPoint()).findFirst();
    this.keys = scores.flatMap(of -> named(outputs, of.name() + KEYS));
    this.label =
        outputs.stream()
            .filter(output -> isLabel(output.datatype()) && !keys.equals(Optional.of(output)))
            .findFirst();
  }

  private Answers(Answers of, List<String> labels) {
    this.labels = List.copyOf(labels);
    this.independent = of.independent;
    this.label = of.label;
    this.scores = of.scores;
    this.keys = of.keys;
  }

  /// The same, with names for the classes.
  Answers named(List<String> classes) {
    return new Answers(this, classes);
  }

  private static Optional<TensorSpec> named(List<TensorSpec> outputs, String name) {
    return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
  }

  /// A model tells classes apart that has class names or an output of labels.
  Task task() {
    if (!independent.isEmpty()) {
      return Task.LABELS;
    }
    return !labels.isEmpty() || label.isPresent() || keys.isPresent() ? Task.CLASS : Task.NUMBER;
  }

  /// Names of labels of which any number may apply.
  List<String> independent() {
    return independent;
  }

  /// The labels that apply to one row.
  Set<String> labelsOf(Map<String, Tensor> answer) throws ProblemException {
    double[] values = scoresOf(answer);
    if (values.length != independent.size()) {
      throw unreadable(
          "It gives %d scores for one row and names %d labels in slipway.multi-labels."
              .formatted(values.length, independent.size()));
    }
    Set<String> chosen = new TreeSet<>();
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1.001)) {
        throw unreadable(
            "It scores label '%s' with %s; a label applies whose probability is above %s."
                .formatted(independent.get(i), values[i], THRESHOLD));
      }
      if (values[i] > THRESHOLD) {
        chosen.add(independent.get(i));
      }
    }
    return chosen;
  }

  List<String> labels() {
    return labels;
  }

  /// The class in an answer to one row.
  String classOf(Map<String, Tensor> answer) throws ProblemException {
    if (label.isPresent()) {
      return labelText(output(answer, label.get()));
    }
    double[] values = scoresOf(answer);
    if (values.length == 1 && labels.size() == 2) {
      if (!(values[0] >= 0 && values[0] <= 1.001)) {
        throw unreadable(
            "It scores class '%s' with %s; one score for two classes must be a probability."
                .formatted(labels.getLast(), values[0]));
      }
      return labels.get(values[0] > THRESHOLD ? 1 : 0);
    }
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return nameOf(best);
  }

  /// Probabilities in the order of the labels; empty when the model gives none.
  double[] probabilitiesOf(Map<String, Tensor> answer) throws ProblemException {
    if (scores.isEmpty() || labels.isEmpty()) {
      return new double[0];
    }
    double[] values = probabilities(scoresOf(answer));
    return values.length == labels.size() ? values : new double[0];
  }

  /// The scores of one row as they are; none where the model has no output of scores.
  double[] rawScores(Map<String, Tensor> answer) throws ProblemException {
    return scores.isEmpty() ? new double[0] : scoresOf(answer);
  }

  /// The classes that stand beside the scores, in the same order; empty where none do.
  List<String> keysOf(Map<String, Tensor> answer) throws ProblemException {
    if (keys.isEmpty()) {
      return List.of();
    }
    Tensor tensor = output(answer, keys.get());
    return tensor.datatype() == DataType.BYTES
        ? tensor.asStrings()
        : IntStream.range(0, tensor.size())
            .mapToObj(i -> Long.toString(tensor.asLongs().get(i)))
            .toList();
  }

  /// Scores as probabilities of two classes or more; none where they do not add up to 1. One alone
  /// is that of the second of two classes.
  static double[] probabilities(double[] scores) {
    double[] values = scores.length == 1 ? new double[] {1 - scores[0], scores[0]} : scores;
    double sum = 0;
    for (double value : values) {
      if (!(value >= 0 && value <= 1.001)) {
        return new double[0];
      }
      sum += value;
    }
    return values.length > 1 && Math.abs(sum - 1) < 1e-3 ? values : new double[0];
  }

  /// The number in an answer to one row.
  double numberOf(Map<String, Tensor> answer) throws ProblemException {
    double[] values = scoresOf(answer);
    if (values.length != 1) {
      throw unreadable(
          "It gives " + values.length + " numbers for one row; a regression gives one.");
    }
    return values[0];
  }

  private double[] scoresOf(Map<String, Tensor> answer) throws ProblemException {
    if (scores.isEmpty()) {
      throw unreadable("It has no output of floating-point numbers.");
    }
    double[] values = output(answer, scores.get()).toDoubles();
    if (values.length == 0) {
      throw unreadable("Output '" + scores.get().name() + "' is empty.");
    }
    return values;
  }

  private String labelText(Tensor tensor) throws ProblemException {
    if (tensor.size() != 1) {
      throw unreadable("It gives " + tensor.size() + " labels for one row.");
    }
    if (tensor.datatype() == DataType.BYTES) {
      return tensor.asStrings().getFirst();
    }
    String number =
        tensor.datatype() == DataType.INT64
            ? Long.toString(tensor.asLongs().get(0))
            : Integer.toString((int) tensor.toDoubles()[0]);
    if (labels.isEmpty() || labels.contains(number)) {
      return number;
    }
    return nameOf(Long.parseLong(number));
  }

  private String nameOf(long index) throws ProblemException {
    if (labels.isEmpty()) {
      return Long.toString(index);
    }
    if (index < 0 || index >= labels.size()) {
      throw unreadable("It answers class " + index + "; it names " + labels.size() + " classes.");
    }
    return labels.get((int) index);
  }

  private static Tensor output(Map<String, Tensor> answer, TensorSpec spec)
      throws ProblemException {
    Tensor tensor = answer.get(spec.name());
    if (tensor == null) {
      throw unreadable("It gave no output '" + spec.name() + "'.");
    }
    return tensor;
  }

  private static boolean isLabel(DataType type) {
    return switch (type) {
      case BYTES, INT64, INT32, BOOL -> true;
      case UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16, FP32, FP64 -> false;
    };
  }

  private static ProblemException unreadable(String why) {
    return Problem.input(
            "evaluation.answer-unreadable",
            "The model's answer cannot be compared with the label",
            why,
            "Let the model give a label (string or int64) with class scores, one number, or a"
                + " probability for each label; name its classes under model.labels in slipway.yaml"
                + " or as slipway.labels, or independent ones as slipway.multi-labels.")
        .asException();
  }
}
