// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.evaluate.Metric.Task;
import dev.slipway.model.FeatureMap;
import dev.slipway.request.Table;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Outputs as other libraries write them, and labels as other people do.
final class UnusualAnswersTest {

  private static final int ROWS = 30;
  private static final TensorSpec NUMBER = spec("label", DataType.INT64);
  private static final TensorSpec TEXT = spec("label", DataType.BYTES);
  private static final TensorSpec SCORES = spec("probabilities", DataType.FP32);

  /// The commonest export of scikit-learn: a label, probabilities, and no names.
  @Test
  void namesThatAModelDoesNotTellAreShownByItsAnswers() throws Exception {
    List<String> names = List.of("ham", "spam", "virus");
    ClassOutcome found =
        outcome(
            List.of(TEXT, SCORES),
            IntStream.range(0, ROWS)
                .mapToObj(
                    i -> Map.of("label", text(names.get(i % 3)), "probabilities", three(i % 3)))
                .toList(),
            IntStream.range(0, ROWS).mapToObj(i -> names.get(i % 4 == 0 ? 0 : i % 3)).toList());

    assertEquals(
        List.of("accuracy", "brier", "log-loss", "macro-f1", "roc-auc"),
        List.copyOf(found.metrics().keySet()));
    assertEquals(
        Math.log(1 / 0.8) + misses(found) * Math.log(8) / ROWS,
        found.metrics().getOrDefault("log-loss", Double.NaN),
        1e-6);
    assertEquals(ROWS, found.calibration().orElseThrow().bins().getFirst().rows());
  }

  /// A miss costs log(1/0.1) instead of log(1/0.8).
  private static long misses(ClassOutcome found) {
    return Math.round((1 - found.metrics().getOrDefault("accuracy", 0.0)) * ROWS);
  }

  @Test
  void aClassThatIsNeverAnsweredHasItsPlaceForAName() throws Exception {
    ClassOutcome found =
        outcome(
            List.of(NUMBER, SCORES),
            IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of("label", whole(i % 2), "probabilities", three(i % 2)))
                .toList(),
            IntStream.range(0, ROWS).mapToObj(i -> "" + i % 3).toList());

    assertTrue(found.metrics().containsKey("roc-auc"), found.metrics().toString());
  }

  @Test
  void answersThatContradictTheirScoresShowNoNames() throws Exception {
    ClassOutcome found =
        outcome(
            List.of(NUMBER, SCORES),
            IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of("label", whole(i % 3), "probabilities", three(i % 2)))
                .toList(),
            IntStream.range(0, ROWS).mapToObj(i -> "" + i % 3).toList());

    assertEquals(List.of("accuracy", "macro-f1"), List.copyOf(found.metrics().keySet()));
  }

  /// One map a row, which the runtime gives as scores and their keys; the label may be missing.
  @Test
  void theKeysOfAMapAreTheNamesOfItsScores() throws Exception {
    TensorSpec keys = spec("probabilities_keys", DataType.BYTES);
    List<Map<String, Tensor>> rows =
        IntStream.range(0, ROWS)
            .mapToObj(i ->
                Map.of(
                    "probabilities",
                    three(i % 3),
                    "probabilities_keys",
                    Tensor.strings(new long[] {1, 3}, "a", "b", "c")))
            .toList();
    List<String> truth = IntStream.range(0, ROWS).mapToObj(i -> "" + "abc".charAt(i % 3)).toList();

    ClassOutcome found = outcome(List.of(SCORES, keys), rows, truth);

    assertEquals(1.0, found.metrics().getOrDefault("accuracy", 0.0));
    assertEquals(1.0, found.metrics().getOrDefault("roc-auc", 0.0));
    assertEquals(Task.CLASS, new Answers(List.of(SCORES, keys), unnamed()).task());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.0, 1.0",
    "00, 01",
    "0e0, 1.00",
    "false, true",
    "False, True",
    "FALSE, TRUE"
  })
  void aWholeNumberIsTheClassHoweverItIsWritten(String zero, String one) throws Exception {
    ClassOutcome found =
        outcome(
            List.of(NUMBER),
            IntStream.range(0, ROWS).mapToObj(i -> Map.of("label", whole(i % 2))).toList(),
            IntStream.range(0, ROWS).mapToObj(i -> i % 2 == 0 ? zero : one).toList());

    assertEquals(1.0, found.metrics().getOrDefault("accuracy", 0.0));
    assertEquals(0.5, found.baseline(Metric.ACCURACY));
  }

  @Test
  void wordsThatOnlyAPersonCanTellAreAMistake() {
    assertEquals(
        "evaluation.labels-differ",
        refusal(
            List.of(NUMBER),
            unnamed(),
            IntStream.range(0, ROWS).mapToObj(i -> Map.of("label", whole(i % 2))).toList(),
            IntStream.range(0, ROWS).mapToObj(i -> i % 2 == 0 ? "no" : "yes").toList()));
  }

  /// A logit of 0.3 is class 1, and not above one half.
  @Test
  void oneScoreForTwoClassesMustBeAProbability() {
    TensorSpec logit = spec("logit", DataType.FP32);
    assertEquals(
        "evaluation.answer-unreadable",
        refusal(
            List.of(logit),
            new FeatureMap(List.of(), List.of("no", "yes")),
            IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of("logit", Tensor.floats(new long[] {1, 1}, (i % 9 - 4) / 2f)))
                .toList(),
            IntStream.range(0, ROWS).mapToObj(i -> i % 9 > 4 ? "yes" : "no").toList()));
  }

  @Test
  void logitsOfSeveralClassesChooseOneAndAreNoProbabilities() throws Exception {
    ClassOutcome found =
        ClassOutcome.of(
            new Answers(
                List.of(spec("logits", DataType.FP32)),
                new FeatureMap(List.of(), List.of("a", "b"))),
            IntStream.range(0, ROWS)
                .mapToObj(i ->
                    Map.of("logits", Tensor.floats(new long[] {1, 2}, 0.5f, i % 2 == 0 ? -3 : 3)))
                .toList(),
            IntStream.range(0, ROWS).mapToObj(i -> i % 2 == 0 ? "a" : "b").toList(),
            request());

    assertEquals(List.of("accuracy", "macro-f1"), List.copyOf(found.metrics().keySet()));
    assertEquals(1.0, found.metrics().getOrDefault("accuracy", 0.0));
  }

  private static String refusal(
      List<TensorSpec> outputs,
      FeatureMap names,
      List<Map<String, Tensor>> rows,
      List<String> truth) {
    return assertThrows(
            ProblemException.class,
            () -> ClassOutcome.of(new Answers(outputs, names), rows, truth, request()))
        .problem()
        .code()
        .id();
  }

  private static ClassOutcome outcome(
      List<TensorSpec> outputs, List<Map<String, Tensor>> rows, List<String> truth)
      throws Exception {
    return ClassOutcome.of(new Answers(outputs, unnamed()), rows, truth, request());
  }

  private static EvaluationRequest request() {
    return new EvaluationRequest(
        new Table("t", List.of("y"), List.of()),
        Optional.empty(),
        "y",
        Optional.empty(),
        List.of());
  }

  private static FeatureMap unnamed() {
    return new FeatureMap(List.of(), List.of());
  }

  private static TensorSpec spec(String name, DataType type) {
    return new TensorSpec(name, type, List.of(new Dimension.Dynamic("n")));
  }

  private static Tensor text(String label) {
    return Tensor.strings(new long[] {1}, label);
  }

  private static Tensor whole(long label) {
    return Tensor.longs(new long[] {1}, label);
  }

  private static Tensor three(int best) {
    float[] scores = {0.1f, 0.1f, 0.1f};
    scores[best] = 0.8f;
    return Tensor.floats(new long[] {1, 3}, scores);
  }
}
