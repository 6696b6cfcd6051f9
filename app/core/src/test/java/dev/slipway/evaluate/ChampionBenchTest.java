// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How often a model passes that is truly worse than the champion by just as much as it may not be:
/// simulated holdouts, judged as `evaluate --champion` judges. And how often one passes that is as
/// good, so that a rule that never lets anything pass would show.
@Tag("bench")
final class ChampionBenchTest {

  private static final int RUNS = 2000;
  private static final int DRAWN_RUNS = 1500;
  private static final int POPULATION = 400_000;

  /// The rate that 95 % intervals promise, and three deviations of a simulation of so many runs.
  private static final double PROMISED = 0.025;

  private final SplittableRandom random = new SplittableRandom(20_261_127);
  private final List<String> missed = new ArrayList<>();

  /// Two models on the same rows.
  private record Pair(Scoring candidate, Scoring champion) {}

  @Test
  void aModelThatIsTooMuchWorseSeldomPasses() throws Exception {
    System.out.println(
        "| metric | rows | worse by, and allowed | apart | passes | as good: passes |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    for (int rows : new int[] {40, 114, 500}) {
      for (double apart : new double[] {0.02, 0.04, 0.08, 0.15, 0.3}) {
        line(Metric.ACCURACY, rows, apart, 0.02, (n, worse) -> classes(n, apart, worse));
      }
    }
    for (int rows : new int[] {40, 114, 500}) {
      for (double apart : new double[] {0.06, 0.15, 0.3}) {
        line(Metric.MACRO_F1, rows, apart, 0.05, (n, worse) -> classes(n, apart, worse));
      }
      line(Metric.RMSE, rows, 1, 0.1, (n, worse) -> normal(n, 1 + worse));
      line(Metric.RMSE, rows, 1, 0.1, (n, worse) -> student(n, 1 + worse));
    }

    assertEquals(List.of(), missed);
  }

  private void line(
      Metric metric, int rows, double apart, double worse, BiFunction<Integer, Double, Pair> draw)
      throws InterruptedException {
    int runs = metric == Metric.ACCURACY ? RUNS : DRAWN_RUNS;
    double allowed =
        switch (metric) {
          // Both kinds of errors have a variance of 1.
          case RMSE -> worse * Math.sqrt(2);
          case MACRO_F1 -> -difference(metric, draw.apply(POPULATION, worse));
          default -> worse;
        };
    double passes = passes(metric, rows, runs, allowed, () -> draw.apply(rows, worse));
    double good = passes(metric, rows, runs / 5, allowed, () -> draw.apply(rows, 0.0));
    System.out.printf(
        "| %s | %d | %.4f | %.0f %% | %.2f %% | %.0f %% |%n",
        metric.text(), rows, allowed, 100 * apart, 100 * passes, 100 * good);
    double chance = 3 * Math.sqrt(PROMISED * (1 - PROMISED) / runs);
    if (passes > PROMISED + chance) {
      missed.add("%s on %d rows, %s apart: %.4f".formatted(metric.text(), rows, apart, passes));
    }
  }

  private static double passes(
      Metric metric, int rows, int runs, double allowed, Supplier<Pair> draw)
      throws InterruptedException {
    int[] all = IntStream.range(0, rows).toArray();
    int passed = 0;
    for (int i = 0; i < runs; i++) {
      Pair pair = draw.get();
      PairedDifference found = PairedDifference.of(metric, pair.candidate(), pair.champion(), all);
      passed +=
          switch (ChampionComparison.outcome(found, allowed)) {
            case BETTER, NOT_WORSE -> 1;
            case WORSE, INCONCLUSIVE -> 0;
          };
    }
    return (double) passed / runs;
  }

  private static double difference(Metric metric, Pair pair) {
    int[] all = IntStream.range(0, POPULATION).toArray();
    return pair.candidate().score(metric, all) - pair.champion().score(metric, all);
  }

  /// Two classes, the second of three rows in ten; the champion is right on 85 %.
  ///
  /// @param apart share of the rows that only one answers right
  /// @param worse how much more of them are the champion's
  private Pair classes(int rows, double apart, double worse) {
    int[] truth = new int[rows];
    int[] before = new int[rows];
    int[] now = new int[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = random.nextDouble() < 0.3 ? 1 : 0;
      double of = random.nextDouble();
      boolean onlyChampion = of < (apart + worse) / 2;
      boolean onlyCandidate = of >= 0.85 && of < 0.85 + Math.min(0.15, (apart - worse) / 2);
      boolean right = of < 0.85;
      before[row] = right ? truth[row] : 1 - truth[row];
      now[row] = (right && !onlyChampion) || onlyCandidate ? truth[row] : 1 - truth[row];
    }
    return new Pair(
        new ClassScoring(truth, now, Optional.empty(), 2),
        new ClassScoring(truth, before, Optional.empty(), 2));
  }

  /// Errors of both models that are half the same; those of the candidate are larger.
  private Pair normal(int rows, double larger) {
    return numbers(rows, larger, random::nextGaussian);
  }

  /// The same with heavy tails: Student's t of 3, whose variance is 3.
  private Pair student(int rows, double larger) {
    return numbers(
        rows,
        larger,
        () -> {
          double squares = 0;
          for (int i = 0; i < 3; i++) {
            double normal = random.nextGaussian();
            squares += normal * normal;
          }
          return random.nextGaussian() / Math.sqrt(squares);
        });
  }

  private static Pair numbers(int rows, double larger, DoubleSupplier error) {
    double[] truth = new double[rows];
    double[] before = new double[rows];
    double[] now = new double[rows];
    for (int row = 0; row < rows; row++) {
      double shared = error.getAsDouble();
      before[row] = shared + error.getAsDouble();
      now[row] = larger * (shared + error.getAsDouble());
    }
    return new Pair(new NumberScoring(truth, now), new NumberScoring(truth, before));
  }
}
