// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/// The loaded model, asked in Tribuo's own way.
///
/// @param task what its outputs are
/// @param outputs the names of labels or dimensions in the order of their ids
record Original(Model<?> model, Features features, Task task, List<String> outputs) {

  Original {
    outputs = List.copyOf(outputs);
  }

  /// What a model tells.
  enum Task {
    CLASS,
    NUMBERS,
    LABELS
  }

  /// @param label the chosen class, where the task is one
  record Answer(Optional<String> label, List<Double> scores) {}

  /// @param file the file's name, for problems
  static Original of(Model<?> model, String file) throws ProblemException {
    Features features = Features.of(model.getFeatureIDMap(), file);
    ImmutableOutputInfo<?> info = model.getOutputIDInfo();
    List<String> outputs = new ArrayList<>();
    Task task = Task.CLASS;
    for (int id = 0; id < info.size(); id++) {
      switch (info.getOutput(id)) {
        case Label label -> outputs.add(label.getLabel());
        case Regressor number -> {
          task = Task.NUMBERS;
          outputs.add(number.getNames()[0]);
        }
        case MultiLabel labels -> {
          task = Task.LABELS;
          outputs.add(labels.getLabelString());
        }
        case null, default ->
            throw Problem.input(
                    "model.tribuo-output",
                    file + " answers in a way that cannot become ONNX",
                    "Its outputs are neither classes nor numbers nor labels.",
                    "Train a classification or a regression.")
                .asException();
      }
    }
    return new Original(model, features, task, outputs);
  }

  /// @param rows as wide as there are features; NaN leaves a feature out
  List<Answer> answers(List<double[]> rows) {
    return switch (task) {
      case CLASS -> ask(Label.class, LabelFactory.UNKNOWN_LABEL, rows, this::classOf);
      case NUMBERS ->
          ask(Regressor.class, RegressionFactory.UNKNOWN_REGRESSOR, rows, this::numbersOf);
      case LABELS -> ask(MultiLabel.class, new MultiLabel("unknown"), rows, this::labelsOf);
    };
  }

  private interface Reading<T extends Output<T>> {
    Answer of(Prediction<T> prediction);
  }

  private <T extends Output<T>> List<Answer> ask(
      Class<T> type, T unknown, List<double[]> rows, Reading<T> reading) {
    List<Example<T>> examples = new ArrayList<>();
    for (double[] row : rows) {
      var example = new ArrayExample<>(unknown);
      for (int i = 0; i < row.length; i++) {
        if (!Double.isNaN(row[i])) {
          example.add(features.names().get(i), row[i]);
        }
      }
      examples.add(example);
    }
    return model.castModel(type).predict(examples).stream().map(reading::of).toList();
  }

  private Answer classOf(Prediction<Label> prediction) {
    Map<String, Label> scores = prediction.getOutputScores();
    return new Answer(
        Optional.of(prediction.getOutput().getLabel()),
        outputs.stream()
            .map(name -> scores.containsKey(name) ? scores.get(name).getScore() : 0)
            .toList());
  }

  private Answer numbersOf(Prediction<Regressor> prediction) {
    Map<String, Double> values = new TreeMap<>();
    Regressor answer = prediction.getOutput();
    for (int i = 0; i < answer.size(); i++) {
      values.put(answer.getNames()[i], answer.getValues()[i]);
    }
    return new Answer(
        Optional.empty(),
        outputs.stream().map(name -> values.getOrDefault(name, Double.NaN)).toList());
  }

  private Answer labelsOf(Prediction<MultiLabel> prediction) {
    Map<String, MultiLabel> scores = prediction.getOutputScores();
    return new Answer(
        Optional.empty(),
        outputs.stream()
            // A set of labels has a score of its own, which is none: each label has one.
            .map(name ->
                scores.containsKey(name)
                    ? scores.get(name).getLabelScore(new Label(name)).orElse(0)
                    : 0)
            .toList());
  }
}
