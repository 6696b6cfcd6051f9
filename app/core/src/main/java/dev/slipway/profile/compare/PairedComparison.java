// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.compare;

import dev.slipway.base.Interval;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/// Judges a comparison. Each start gives one logarithm of the ratio, the median over its rounds;
/// the starts, which share nothing, give mean and interval by Student's t. The same is done with
/// the two copies of A: how far from 1 their ratio may lie is the noise floor, and B is said to
/// take less only when its whole interval lies beyond that floor.
public final class PairedComparison {

  private static final double CONFIDENCE = 0.95;
  private static final double DISTURBED = 0.10;

  private PairedComparison() {}

  public static Comparison judge(
      ComparisonRequest request, List<PairedRun> duels, Comparison.Breakdown inside) {
    List<PairedRun.Round> rounds = duels.stream().flatMap(duel -> duel.rounds().stream()).toList();
    double foreign =
        median(
            rounds.stream()
                .flatMap(round -> Stream.of(round.a(), round.again(), round.b()))
                .mapToDouble(PairedRun.Reading::foreign));
    return new Comparison(
        Instant.now(),
        request.a(),
        request.b(),
        duels.getFirst().environment(),
        List.of(
            ratio(Comparison.Measure.LATENCY, PairedRun.Reading::median, duels),
            ratio(Comparison.Measure.CPU, PairedRun.Reading::cpu, duels)),
        foreign,
        inside,
        cautions(request.a().settings().inputs(), foreign, duels));
  }

  private static List<String> cautions(InputSizes inputs, double foreign, List<PairedRun> duels) {
    List<String> cautions = new ArrayList<>();
    if (inputs.madeUp()) {
      cautions.add(inputs.warning() + ": " + InputSizes.remedy());
    }
    if (foreign > DISTURBED) {
      cautions.add(
          "other programs used %.0f %% of the machine; the noise floor counts that in"
              .formatted(100 * foreign));
    }
    long unsettled = duels.stream().filter(duel -> !duel.settled()).count();
    if (unsettled > 0) {
      cautions.add(
          "answers had not settled when warm-up ended in %d of %d starts"
              .formatted(unsettled, duels.size()));
    }
    return cautions;
  }

  static Comparison.Ratio ratio(
      Comparison.Measure measure, Function<PairedRun.Reading, Duration> of, List<PairedRun> duels) {
    ToDoubleFunction<PairedRun.Reading> log =
        reading -> Math.log((double) Math.max(1, of.apply(reading).toNanos()));
    Spread effect =
        Spread.of(
            duels,
            round ->
                log.applyAsDouble(round.b())
                    - (log.applyAsDouble(round.a()) + log.applyAsDouble(round.again())) / 2);
    Spread chance =
        Spread.of(duels, round -> log.applyAsDouble(round.again()) - log.applyAsDouble(round.a()));
    double noise = Math.abs(chance.mean()) + chance.half();
    return new Comparison.Ratio(
        measure,
        typical(duels, PairedRun.Round::a, of),
        typical(duels, PairedRun.Round::b, of),
        new Interval(
            Math.exp(effect.mean()),
            Math.exp(effect.mean() - effect.half()),
            Math.exp(effect.mean() + effect.half()),
            CONFIDENCE),
        Math.expm1(noise),
        outcome(effect, noise));
  }

  private static Comparison.Outcome outcome(Spread effect, double noise) {
    if (effect.mean() + effect.half() < -noise) {
      return Comparison.Outcome.LESS;
    }
    return effect.mean() - effect.half() > noise
        ? Comparison.Outcome.MORE
        : Comparison.Outcome.NO_DIFFERENCE;
  }

  private static Duration typical(
      List<PairedRun> duels,
      Function<PairedRun.Round, PairedRun.Reading> side,
      Function<PairedRun.Reading, Duration> of) {
    return Duration.ofNanos(
        Math.round(
            median(
                duels.stream()
                    .flatMap(duel -> duel.rounds().stream())
                    .mapToDouble(round -> of.apply(side.apply(round)).toNanos()))));
  }

  /// @param half half of the interval's width
  private record Spread(double mean, double half) {

    static Spread of(List<PairedRun> duels, ToDoubleFunction<PairedRun.Round> value) {
      double[] each =
          duels.stream()
              .mapToDouble(
                  duel -> PairedComparison.median(duel.rounds().stream().mapToDouble(value)))
              .toArray();
      double mean = DoubleStream.of(each).average().orElseThrow();
      double squares = DoubleStream.of(each).map(x -> (x - mean) * (x - mean)).sum();
      int freedom = each.length - 1;
      double t = TDistribution.of(freedom).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
      return new Spread(mean, t * Math.sqrt(squares / freedom / (double) each.length));
    }
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
