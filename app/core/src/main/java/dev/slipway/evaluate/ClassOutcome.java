// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.data.QualityRules;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.ConfusionMetrics;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.impl.ArrayExample;

/// The outcome of a classifier.
final class ClassOutcome implements Outcome {

  /// More names are not proposed; nobody reads them.
  private static final int MOST_NAMED = 20;

  private final List<String> truth;
  private final List<String> answers;
  private final List<String> labels;
  private final Optional<ClassScores> scores;
  private final List<String> learned;

  private ClassOutcome(
      List<String> truth,
      List<String> answers,
      Answers reader,
      Optional<ClassScores> scores,
      List<String> learned) {
    this.truth = truth;
    this.answers = answers;
    this.labels = reader.labels();
    this.scores = scores;
    this.learned = learned;
  }

  static ClassOutcome of(
      Answers asked,
      List<Map<String, Tensor>> rows,
      List<String> written,
      EvaluationRequest request)
      throws ProblemException {
    Answers reader = asked.labels().isEmpty() ? asked.named(ClassNames.shown(asked, rows)) : asked;
    List<String> answers = new ArrayList<>(rows.size());
    for (Map<String, Tensor> row : rows) {
      answers.add(reader.classOf(row));
    }
    Set<String> known = new TreeSet<>(answers);
    known.addAll(reader.labels());
    List<String> truth = asAnswered(written, known);
    refuseStrangers(known, truth, request);
    return new ClassOutcome(
        truth,
        answers,
        reader,
        scores(reader, rows, truth),
        asAnswered(learned(written, request), known));
  }

  private static List<String> asAnswered(List<String> labels, Set<String> known) {
    Map<String, String> seen = new TreeMap<>();
    return labels.stream()
        .map(label -> seen.computeIfAbsent(label, l -> ClassNames.asAnswered(l, known)))
        .toList();
  }

  /// Empty when the model gives no probabilities, or none for a class that occurs.
  private static Optional<ClassScores> scores(
      Answers reader, List<Map<String, Tensor>> rows, List<String> truth) throws ProblemException {
    double[][] scores = new double[rows.size()][];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = reader.probabilitiesOf(rows.get(row));
      if (scores[row].length == 0) {
        return Optional.empty();
      }
    }
    int[] right = truth.stream().mapToInt(reader.labels()::indexOf).toArray();
    return Arrays.stream(right).anyMatch(index -> index < 0)
        ? Optional.empty()
        : Optional.of(new ClassScores(scores, right));
  }

  /// Labels of another kind than the answers would score nothing, and hide a mistake.
  private static void refuseStrangers(
      Set<String> known, List<String> truth, EvaluationRequest request) throws ProblemException {
    if (Collections.disjoint(known, truth)) {
      List<String> written = List.copyOf(new TreeSet<>(truth));
      throw Problem.input(
              "evaluation.labels-differ",
              "The model's answers and the holdout's labels have nothing in common",
              "It answers %s; column '%s' has %s."
                  .formatted(few(known), request.label(), few(written)),
              "Name the right label column; or say in slipway.yaml what the classes are called, in"
                  + " the order of the model's scores: "
                  + (written.size() == known.size() && written.size() <= MOST_NAMED
                      ? "%s, if %s is called %s"
                          .formatted(named(written), first(known), written.getFirst())
                      : "model: {labels: [...]}"))
          .asException();
    }
  }

  /// The line of `slipway.yaml` that gives classes these names.
  private static String named(List<String> names) {
    return names.stream()
        .map(QualityRules::quoted)
        .collect(Collectors.joining(", ", "model: {labels: [", "]}"));
  }

  private static String first(Set<String> known) {
    return known.stream().sorted().findFirst().orElse("class 0");
  }

  @Override
  public List<Problem> doubts() throws InterruptedException {
    List<Problem> doubts = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(truth);
    unknown.removeAll(labels);
    if (!labels.isEmpty() && !unknown.isEmpty()) {
      long rows = truth.stream().filter(unknown::contains).count();
      doubts.add(
          Problem.input(
              "evaluation.unknown-class",
              "%s of %d %s a class that the model does not know: %s"
                  .formatted(
                      Words.count(rows, "holdout row"),
                      truth.size(),
                      rows == 1 ? "has" : "have",
                      few(unknown)),
              "It knows %s, so that these rows are always wrong.".formatted(few(labels)),
              "Train with this class, or leave its rows out; if it is one of the model's by another"
                  + " name, say so in slipway.yaml: model: {labels: [...]}, in the order of the"
                  + " scores."));
    }
    flipped().ifPresent(doubts::add);
    return doubts;
  }

  /// Scores that order two classes the wrong way round, beyond chance. Whether by chance is asked
  /// only where they do: the interval is of a thousand drawn samples.
  private Optional<Problem> flipped() throws InterruptedException {
    int[] all = IntStream.range(0, truth.size()).toArray();
    return labels.size() == 2 && scoring().score(Metric.ROC_AUC, all) < 0.5
        ? scoring()
            .interval(Metric.ROC_AUC, all)
            .filter(area -> area.high() < 0.5)
            .map(area ->
                Problem.input(
                    "evaluation.classes-flipped",
                    "The scores order the two classes the wrong way round",
                    "ROC-AUC is %s, far below the 0.5 of guessing; the other way round it would be %s."
                        .formatted(Numbers.score(area.value()), Numbers.score(1 - area.value())),
                    "The names are likely in the wrong order: write %s into slipway.yaml."
                        .formatted(named(List.of(labels.getLast(), labels.getFirst())))))
        : Optional.empty();
  }

  /// The first of them, for a message.
  static String few(Collection<String> values) {
    List<String> first = values.stream().limit(5).toList();
    return String.join(", ", first) + (values.size() > 5 ? ", ..." : "");
  }

  private static List<String> learned(List<String> truth, EvaluationRequest request) {
    return request
        .learned()
        .map(labels -> labels.stream().map(String::strip).filter(l -> !Cells.isMissing(l)).toList())
        .filter(labels -> !labels.isEmpty())
        .orElse(truth);
  }

  @Override
  public Scoring scoring() {
    return scoring(answers, scores);
  }

  private Scoring scoring(List<String> given, Optional<ClassScores> probable) {
    SortedSet<String> all = new TreeSet<>(truth);
    all.addAll(given);
    Map<String, Integer> numbers = new TreeMap<>();
    all.forEach(name -> numbers.put(name, numbers.size()));
    return new ClassScoring(
        numbered(truth, numbers), numbered(given, numbers), probable, all.size());
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
    int[] all = IntStream.range(0, truth.size()).toArray();
    for (Metric metric : List.of(Metric.ROC_AUC, Metric.LOG_LOSS, Metric.BRIER)) {
      double value = scoring().score(metric, all);
      if (!Double.isNaN(value)) {
        metrics.put(metric.text(), value);
      }
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
    SortedSet<String> classes = new TreeSet<>(counts.keySet());
    classes.addAll(truth);
    List<String> order = List.copyOf(classes);
    double[] shares =
        order.stream()
            .mapToDouble(label -> (double) counts.getOrDefault(label, 0) / learned.size())
            .toArray();
    var constant =
        new ClassScores(
            Collections.nCopies(truth.size(), shares).toArray(double[][]::new),
            truth.stream().mapToInt(order::indexOf).toArray());
    int[] all = IntStream.range(0, truth.size()).toArray();
    return scoring(Collections.nCopies(truth.size(), majority), Optional.of(constant))
        .score(metric, all);
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

  @Override
  public Optional<Calibration> calibration() {
    return scores.map(given -> given.calibration(answered()));
  }

  @Override
  public List<ClassCurve> curves() {
    return scores.map(given -> given.curves(labels, answered())).orElse(List.of());
  }

  /// By row, the number of the class that the model answers; negative where it has no score.
  private int[] answered() {
    return answers.stream().mapToInt(labels::indexOf).toArray();
  }
}
