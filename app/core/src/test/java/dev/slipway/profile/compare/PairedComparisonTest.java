// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a comparison says of machines whose true behaviour is known.
final class PairedComparisonTest {

  private static final int TRIALS = 4000;
  private static final Environment MACHINE =
      new Environment("os", "arch", "cpu", List.of(), 2, "none", "none", "g", "mains", "25", "ort");

  /// A machine's habits.
  ///
  /// @param layout what a process start changes, each loaded model apart, as a share
  /// @param block what a block changes, as a share
  /// @param hiccup the chance that something else makes a block up to twice as long
  private record Habits(double layout, double block, double hiccup) {}

  @Test
  void seldomCallsAModelFasterOrSlowerThanItself() {
    for (Habits habits :
        List.of(
            new Habits(0.01, 0.02, 0),
            new Habits(0.05, 0.02, 0),
            new Habits(0.01, 0.10, 0.1),
            new Habits(0.10, 0.30, 0.2))) {
      long wrong =
          outcomes(1, habits, 11).stream()
              .filter(outcome -> outcome != Comparison.Outcome.NO_DIFFERENCE)
              .count();

      assertTrue(wrong <= 0.05 * TRIALS, habits + ": " + wrong + " of " + TRIALS);
    }
  }

  @Test
  void neverSaysMoreOfWhatTakesLess() {
    List<Comparison.Outcome> outcomes = outcomes(0.9, new Habits(0.01, 0.05, 0.1), 12);

    long wrong = outcomes.stream().filter(o -> o == Comparison.Outcome.MORE).count();

    assertTrue(wrong <= 0.001 * TRIALS, wrong + " of " + TRIALS);
  }

  @Test
  void findsATenthWhereBlocksDifferByFiftieths() {
    List<Comparison.Outcome> outcomes = outcomes(0.9, new Habits(0.01, 0.02, 0.1), 13);

    long found = outcomes.stream().filter(o -> o == Comparison.Outcome.LESS).count();

    assertTrue(found >= 0.9 * TRIALS, found + " of " + TRIALS);
  }

  @Test
  void itsIntervalHoldsTheTrueRatioAsOftenAsItSays() {
    var random = new SplittableRandom(14);
    int held = 0;
    for (int i = 0; i < TRIALS; i++) {
      var ratio = ratio(1.3, new Habits(0.02, 0.05, 0), random).ratio();
      held += ratio.low() <= 1.3 && 1.3 <= ratio.high() ? 1 : 0;
    }

    assertEquals(0.95, (double) held / TRIALS, 0.012);
  }

  @Test
  void saysLessOnlyBeyondTheNoiseOfTheMachine() {
    List<PairedRun> duels = new ArrayList<>();
    for (int start = 0; start < 5; start++) {
      // the copies of A differ by 4 %; B takes 3 % less, each time exactly
      duels.add(duel(new double[] {100_000, start % 2 == 0 ? 104_000 : 100_000, 99_000}));
    }

    Comparison.Ratio ratio =
        PairedComparison.ratio(Comparison.Measure.CPU, PairedRun.Reading::cpu, duels);

    assertTrue(ratio.ratio().high() < 1, ratio.toString());
    assertEquals(Comparison.Outcome.NO_DIFFERENCE, ratio.outcome());
  }

  @Test
  void saysThatTheSizeOfItsRequestsWasMadeUp() {
    var sizes =
        new InputSizes(InputSizes.Basis.MADE_UP, "audio 1×16000", 16_000, new Bytes(400_000));
    List<PairedRun> duels =
        List.of(duel(new double[] {100_000, 100_000, 99_000}), duel(new double[] {1e5, 1e5, 1e5}));
    Contender side =
        new Contender(
                "model",
                Path.of("model.onnx"),
                Sha256.of(new byte[] {1}),
                new Profile.Settings(1, "ALL", 1))
            .with(sizes);
    var request =
        new ComparisonRequest(side, side, List.of(), ComparisonRequest.Sampling.of(Tier.QUICK));

    Comparison judged =
        PairedComparison.judge(
            request, duels, new Comparison.Breakdown(new Bytes(1), new Bytes(1), List.of()));

    assertEquals(List.of(sizes.warning() + ": " + InputSizes.remedy()), judged.cautions());
    assertEquals(sizes, judged.a().settings().inputs());
  }

  private static List<Comparison.Outcome> outcomes(double truth, Habits habits, long seed) {
    var random = new SplittableRandom(seed);
    List<Comparison.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      outcomes.add(ratio(truth, habits, random).outcome());
    }
    return outcomes;
  }

  private static Comparison.Ratio ratio(double truth, Habits habits, SplittableRandom random) {
    List<PairedRun> duels = new ArrayList<>();
    for (int start = 0; start < 5; start++) {
      double[] layout = {
        nudge(random, habits.layout()),
        nudge(random, habits.layout()),
        nudge(random, habits.layout())
      };
      List<double[]> rounds = new ArrayList<>();
      for (int round = 0; round < 7; round++) {
        double[] times = new double[3];
        for (int side = 0; side < 3; side++) {
          double time = 100_000 * layout[side] * nudge(random, habits.block());
          time *= side == 2 ? truth : 1;
          times[side] =
              random.nextDouble() < habits.hiccup() ? time * (1 + random.nextDouble()) : time;
        }
        rounds.add(times);
      }
      duels.add(duel(rounds.toArray(double[][]::new)));
    }
    return PairedComparison.ratio(Comparison.Measure.LATENCY, PairedRun.Reading::median, duels);
  }

  private static double nudge(SplittableRandom random, double share) {
    return Math.exp(share * random.nextGaussian());
  }

  private static PairedRun duel(double[]... rounds) {
    List<PairedRun.Round> each = new ArrayList<>();
    for (double[] times : rounds) {
      each.add(new PairedRun.Round(reading(times[0]), reading(times[1]), reading(times[2])));
    }
    return new PairedRun(MACHINE, each, true);
  }

  private static PairedRun.Reading reading(double nanos) {
    Duration time = Duration.ofNanos(Math.round(nanos));
    return new PairedRun.Reading(time, time, 0);
  }
}
