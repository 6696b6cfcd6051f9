// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.ConfusionMetrics;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.impl.ArrayExample;

/// Answers that are classes.
final class ClassOutcome implements Outcome {

  /// The smallest probability that is believed, so that one row cannot make the mean infinite.
  private static final double SMALLEST = 1e-15;

  private final List<String> truth;
  private final List<String> answers;
  private final double[] loss;
  private final List<String> learned;

  private ClassOutcome(
      List<String> truth, List<String> answers, double[] loss, List<String> learned) {
    this.truth = truth;
    this.answers = answers;
    this.loss = loss;
    this.learned = learned;
  }

  static ClassOutcome of(
      Answers reader, List<Map<String, Tensor>> rows, List<String> truth, EvaluationRequest request)
      throws ProblemException {
    List<String> labels = reader.labels();
    List<String> answers = new ArrayList<>(rows.size());
    double[] loss = new double[rows.size()];
    boolean probable = true;
    for (int row = 0; row < rows.size(); row++) {
      answers.add(reader.classOf(rows.get(row)));
      int index = labels.indexOf(truth.get(row));
      double[] probabilities = reader.probabilitiesOf(rows.get(row));
      probable &= probabilities.length > 0 && index >= 0;
      loss[row] = probable ? -Math.log(Math.max(SMALLEST, probabilities[index])) : 0;
    }
    refuseStrangers(answers, truth, labels, request);
    return new ClassOutcome(
        truth, answers, probable ? loss : new double[0], learned(truth, request));
  }

  /// Labels of another kind than the answers would score nothing, and hide a mistake.
  private static void refuseStrangers(
      List<String> answers, List<String> truth, List<String> labels, EvaluationRequest request)
      throws ProblemException {
    SortedSet<String> known = new TreeSet<>(answers);
    known.addAll(labels);
    if (Collections.disjoint(known, truth)) {
      throw Problem.input(
              "evaluation.labels-differ",
              "The model's answers and the holdout's labels have nothing in common",
              "It answers %s; column '%s' has %s."
                  .formatted(few(known), request.label(), few(new TreeSet<>(truth))),
              "Name the right label column, or write the class names in the order of the scores"
                  + " into the model's metadata as slipway.labels.")
          .asException();
    }
  }

  private static String few(SortedSet<String> values) {
    List<String> first = values.stream().limit(5).toList();
    return String.join(", ", first) + (values.size() > 5 ? ", ..." : "");
  }

  private static List<String> learned(List<String> truth, EvaluationRequest request) {
    return request
        .reference()
        .flatMap(reference -> reference.indexOf(request.label()).map(reference::column))
        .map(labels -> labels.stream().map(String::strip).filter(l -> !Cells.isMissing(l)).toList())
        .filter(labels -> !labels.isEmpty())
        .orElse(truth);
  }

  @Override
  public Scoring scoring() {
    return scoring(answers, loss);
  }

  private Scoring scoring(List<String> given, double[] losses) {
    SortedSet<String> all = new TreeSet<>(truth);
    all.addAll(given);
    Map<String, Integer> numbers = new TreeMap<>();
    all.forEach(name -> numbers.put(name, numbers.size()));
    return new ClassScoring(numbered(truth, numbers), numbered(given, numbers), losses, all.size());
  }

  private static int[] numbered(List<String> names, Map<String, Integer> numbers) {
    return names.stream().mapToInt(name -> numbers.getOrDefault(name, 0)).toArray();
  }

  @Override
  public SortedMap<String, Double> metrics() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    var matrix = tribuo();
    metrics.put(
        Metric.ACCURACY.text(),
        ConfusionMetrics.accuracy(MetricTarget.<Label>microAverageTarget(), matrix));
    metrics.put(
        Metric.MACRO_F1.text(),
        ConfusionMetrics.f1(MetricTarget.<Label>macroAverageTarget(), matrix));
    if (loss.length > 0) {
      int[] all = IntStream.range(0, truth.size()).toArray();
      metrics.put(Metric.LOG_LOSS.text(), scoring().score(Metric.LOG_LOSS, all));
    }
    return metrics;
  }

  private LabelConfusionMatrix tribuo() {
    var domain = new LabelFactory().generateInfo();
    List<Prediction<Label>> predictions = new ArrayList<>(truth.size());
    for (int row = 0; row < truth.size(); row++) {
      var right = new Label(truth.get(row));
      var given = new Label(answers.get(row));
      domain.observe(right);
      domain.observe(given);
      predictions.add(new Prediction<>(given, 1, new ArrayExample<>(right)));
    }
    return new LabelConfusionMatrix(domain.generateImmutableOutputInfo(), predictions);
  }

  @Override
  public double baseline(Metric metric) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    learned.forEach(label -> counts.merge(label, 1, Integer::sum));
    String majority =
        counts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    double[] losses =
        truth.stream()
            .mapToDouble(label -> {
              double share = (double) counts.getOrDefault(label, 0) / learned.size();
              return -Math.log(Math.max(SMALLEST, share));
            })
            .toArray();
    int[] all = IntStream.range(0, truth.size()).toArray();
    return scoring(Collections.nCopies(truth.size(), majority), losses).score(metric, all);
  }

  @Override
  public SortedMap<String, SortedMap<String, Integer>> confusion() {
    SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
    for (int row = 0; row < truth.size(); row++) {
      counts
          .computeIfAbsent(truth.get(row), t -> new TreeMap<>())
          .merge(answers.get(row), 1, Integer::sum);
    }
    return counts;
  }
}
