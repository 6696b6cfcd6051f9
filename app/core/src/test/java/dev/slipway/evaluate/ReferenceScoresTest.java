// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.FeatureMap;
import dev.slipway.request.Table;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each metric beside what scikit-learn 1.4.2 computes from the same numbers: accuracy_score,
/// f1_score (macro or micro, zero_division 0), roc_auc_score (of each class against the rest,
/// averaged over those that occur), log_loss, brier_score_loss, mean_squared_error,
/// mean_absolute_error, r2_score, jaccard_score (samples).
final class ReferenceScoresTest {

  private static final List<TensorSpec> OUTPUTS =
      List.of(
          new TensorSpec(
              "scores",
              DataType.FP64,
              List.of(new Dimension.Dynamic("n"), new Dimension.Dynamic("classes"))));

  @Test
  void twoClasses() throws Exception {
    ClassOutcome found =
        classes(
            List.of("0", "1"),
            rows(200, i -> second(Math.clamp(i * 37 % 101 / 100.0, 0.01, 0.99))),
            rows(200, i -> "" + (((i * 53) + i * i * 7) % 101 < i * 37 % 101 ? 1 : 0)));

    scores(
        found.metrics(),
        Map.of(
            "accuracy", 0.755,
            "macro-f1", 0.7548467792370231,
            "roc-auc", 0.8399439102564102,
            "log-loss", 0.5175947465690058,
            "brier", 0.1634395));
    assertEquals(
        Map.of("0", Map.of("0", 78, "1", 26), "1", Map.of("0", 23, "1", 73)), found.confusion());
    assertEquals(0.05035, found.calibration().orElseThrow().expectedError(), 1e-12);
  }

  @Test
  void aRareClassWithTiedScores() throws Exception {
    ClassOutcome found =
        classes(
            List.of("0", "1"),
            rows(400, i -> second((i * 37 % 101 / 10 * 5 + 1) / 100.0)),
            rows(400, i -> i % 40 == 0 || i % 97 == 3 ? "1" : "0"));

    scores(
        found.metrics(),
        Map.of(
            "accuracy", 0.9525,
            "macro-f1", 0.4878361075544174,
            "roc-auc", 0.4922943722943723,
            "log-loss", 0.3465397383379076,
            "brier", 0.0974825));
    assertEquals(0.19055, found.calibration().orElseThrow().expectedError(), 1e-12);
  }

  @Test
  void fiveClassesOfWhichOneIsAnsweredButNeverRight() throws Exception {
    ClassOutcome found = five(List.of("a", "b", "c", "d", "e"));

    scores(
        found.metrics(),
        Map.of(
            "accuracy", 0.62,
            "macro-f1", 0.5520640820993211,
            "roc-auc", 0.7299894567177861,
            "log-loss", 1.4964201965496937,
            "brier", 0.7350941740120163));
    assertEquals(Map.of("a", 6, "b", 7, "c", 6, "d", 35, "e", 43), found.confusion().get("e"));
    assertFalse(found.confusion().containsKey("d"));
    assertEquals(0.2863452916796083, found.calibration().orElseThrow().expectedError(), 1e-12);
  }

  @Test
  void namedClassesOfWhichOneIsNeverAnswered() throws Exception {
    List<String> names = List.of("left", "right", "straight on");
    List<double[]> given = rows(90, i -> shares(5 + i * 11 % 17, 4 + i * 5 % 19, 1));
    ClassOutcome found =
        classes(
            names,
            given,
            rows(
                90,
                i ->
                    names.get(
                        i % 9 == 0
                            ? 2
                            : i % 4 == 0 ? 1 - best(given.get(i)) : best(given.get(i)))));

    scores(
        found.metrics(),
        Map.of(
            "accuracy", 0.6666666666666666,
            "macro-f1", 0.4706533776301218,
            "roc-auc", 0.6193085204157973,
            "log-loss", 0.9622474163960343,
            "brier", 0.552186277439411));
  }

  @Test
  void probabilitiesOfZeroAndOne() throws Exception {
    ClassOutcome found =
        classes(
            List.of("0", "1"),
            rows(50, i -> second(i % 5 == 0 ? 0.5 : i % 2)),
            rows(50, i -> "" + i % 2));

    scores(
        found.metrics(),
        Map.of(
            "accuracy", 0.9,
            "macro-f1", 0.898989898989899,
            "roc-auc", 0.98,
            "log-loss", 0.13862943611198922,
            "brier", 0.05));
    assertEquals(0, found.calibration().orElseThrow().expectedError(), 1e-12);
  }

  /// A class of one in 40 whose scores are that small: of the other class they are all 1 in the 32
  /// bits of a model's output, where half the pairs would be ties.
  @Test
  void aRareClassIsRankedByItsOwnScores() throws Exception {
    ClassOutcome found =
        classes(
            List.of("0", "1"),
            rows(120, i -> new double[] {(float) (1 - i * 1e-12), i * 1e-12}),
            rows(120, i -> i % 40 == 39 ? "1" : "0"));

    // 39, 79 and 119 beat 39, 78 and 117 of 117: (39 + 78 + 117) / (3 * 117)
    assertEquals(2 / 3.0, found.metrics().getOrDefault("roc-auc", Double.NaN), 1e-12);
  }

  @Test
  void numbers() throws Exception {
    IntFunction<Double> truth = i -> i * 29 % 83 / 7.0 - 3;

    NumberOutcome found = numbers(120, truth, i -> truth.apply(i) + (i * 17 % 41 - 20) / 10.0);

    scores(
        found.metrics(),
        Map.of("rmse", 1.1872236520555004, "mae", 1.0266666666666666, "r2", 0.8794927793319647));
  }

  /// scikit-learn says -1.6e32, since the mean of thirty times 0.1 is not quite 0.1.
  @Test
  void aTruthThatNeverVariesHasNoShareExplained() throws Exception {
    NumberOutcome found = numbers(30, i -> 0.1, i -> 0.1 + i % 7 / 10.0);

    scores(found.metrics(), Map.of("rmse", 0.3488074922742725, "mae", 0.2833333333333333));
    assertTrue(found.scoring().interval(Metric.R2, IntStream.range(0, 30).toArray()).isEmpty());
  }

  @Test
  void anyNumberOfLabels() throws Exception {
    List<String> names = List.of("p", "q", "r", "s");
    var reader = new Answers(OUTPUTS, new FeatureMap(List.of(), List.of(), names, List.of()));
    List<String> truth = rows(80, i -> labels(names, i % 2 == 0, i % 3 == 0, i % 11 == 0, false));
    List<Map<String, Tensor>> answers =
        rows(
            80,
            i ->
                answer(
                    i * 7 % 10 < 5 ? 0.9 : 0.1,
                    i * 3 % 10 < 4 ? 0.9 : 0.1,
                    i % 13 == 0 ? 0.9 : 0.1,
                    i % 40 == 0 ? 0.9 : 0.1));

    scores(
        LabelsOutcome.of(reader, answers, truth, request(truth)).metrics(),
        Map.of(
            "micro-f1", 0.4358974358974359,
            "macro-f1", 0.2596045197740113,
            "jaccard", 0.30520833333333336,
            "subset-accuracy", 0.2));
  }

  /// The share of the majority and the entropy of the shares, as a dummy classifier has them.
  @Test
  void theBaselineOfFiveClassesIsTheirMostFrequentAndTheirShares() throws Exception {
    ClassOutcome found = five(List.of("a", "b", "c", "d", "e"));
    double[] shares = {54 / 250.0, 54 / 250.0, 45 / 250.0, 97 / 250.0};

    assertEquals(97 / 250.0, found.baseline(Metric.ACCURACY), 1e-15);
    assertEquals(
        -Arrays.stream(shares).map(share -> share * Math.log(share)).sum(),
        found.baseline(Metric.LOG_LOSS),
        1e-12);
    assertEquals(0.5, found.baseline(Metric.ROC_AUC), 1e-15);
  }

  private static ClassOutcome five(List<String> names) throws Exception {
    List<double[]> given =
        rows(
            250,
            i ->
                shares(
                    1 + i * 7 % 23,
                    1 + (i * 12 + 13) % 23,
                    1 + (i * 17 + 26) % 23,
                    1 + (i * 22 + 39) % 23,
                    1 + (i * 27 + 52) % 23));
    IntUnaryOperator right = i -> i % 3 == 0 ? i % 5 : best(given.get(i));
    return classes(
        names,
        given,
        rows(250, i -> names.get(right.applyAsInt(i) == 3 ? 4 : right.applyAsInt(i))));
  }

  private static ClassOutcome classes(List<String> names, List<double[]> given, List<String> truth)
      throws Exception {
    var reader = new Answers(OUTPUTS, new FeatureMap(List.of(), names));
    return ClassOutcome.of(
        reader, given.stream().map(ReferenceScoresTest::answer).toList(), truth, request(truth));
  }

  private static NumberOutcome numbers(
      int rows, IntFunction<Double> truth, IntFunction<Double> answer) throws Exception {
    var reader = new Answers(OUTPUTS, new FeatureMap(List.of(), List.of()));
    List<String> labels = rows(rows, i -> "" + truth.apply(i));
    return NumberOutcome.of(
        reader, rows(rows, i -> answer(answer.apply(i))), labels, request(labels));
  }

  private static void scores(SortedMap<String, Double> found, Map<String, Double> reference) {
    assertEquals(reference.keySet(), found.keySet());
    reference.forEach((metric, value) ->
        assertEquals(value, found.getOrDefault(metric, Double.NaN), 1e-12, metric));
  }

  private static EvaluationRequest request(List<String> truth) {
    var table = new Table("t", List.of("y"), truth.stream().map(List::of).toList());
    return new EvaluationRequest(table, Optional.empty(), "y", Optional.empty(), List.of());
  }

  private static <T> List<T> rows(int rows, IntFunction<T> row) {
    return IntStream.range(0, rows).mapToObj(row).toList();
  }

  private static Map<String, Tensor> answer(double... scores) {
    return Map.of("scores", Tensor.doubles(new long[] {1, scores.length}, scores));
  }

  private static double[] second(double probability) {
    return new double[] {1 - probability, probability};
  }

  private static double[] shares(double... parts) {
    double sum = Arrays.stream(parts).sum();
    return Arrays.stream(parts).map(part -> part / sum).toArray();
  }

  private static int best(double[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] > scores[a] ? b : a)
        .orElseThrow();
  }

  private static String labels(List<String> names, boolean... applies) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < applies.length; i++) {
      if (applies[i]) {
        chosen.add(names.get(i));
      }
    }
    return String.join(";", chosen);
  }
}
