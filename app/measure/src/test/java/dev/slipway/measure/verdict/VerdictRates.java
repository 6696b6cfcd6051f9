// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often verdicts on a simulated service say what.
final class VerdictRates {

  /// A service at a rate at which a limit just holds.
  ///
  /// @param limit the service's own percentile there, in seconds
  /// @param stalls once in so many seconds; infinite without any
  record Edge(
      String name,
      SimulatedService service,
      double rate,
      Percentile at,
      double limit,
      double stalls) {

    LatencyLimit stated() {
      return new LatencyLimit(at, Duration.ofNanos(Math.round(limit * 1e9)));
    }

    /// The same where all takes so many times as long.
    Edge slower(double times) {
      SimulatedService slow =
          (perSecond, seconds, random, heard) ->
              service.load(
                  perSecond * times,
                  seconds / times,
                  random,
                  (came, response) -> heard.answered(came * times, response * times));
      return new Edge(name, slow, rate / times, at, limit * times, stalls * times);
    }
  }

  private final Edge edge;
  private final Looks looks;
  private final double confidence;
  private int runs;
  private int met;
  private int unnamed;
  private int notMet;
  private int refused;
  private double seconds;

  private VerdictRates(Edge edge, Looks looks, double confidence) {
    this.edge = edge;
    this.looks = looks;
    this.confidence = confidence;
  }

  /// Of runs that are each judged at several confidences.
  ///
  /// @param of the rate of the edge, such as 0.8
  static List<VerdictRates> of(
      Edge edge, Looks looks, double of, int runs, List<Double> confidences) {
    List<VerdictRates> rates =
        confidences.stream().map(each -> new VerdictRates(edge, looks, each)).toList();
    var random = new SplittableRandom(20_261_127);
    for (int i = 0; i < runs; i++) {
      run(edge, looks, of, rates, random);
    }
    return rates;
  }

  private static void run(
      Edge edge, Looks looks, double of, List<VerdictRates> rates, SplittableRandom random) {
    boolean[] told = new boolean[rates.size()];
    LateRequests all = new LateRequests(0, List.of(edge.stated()));
    for (int look = 1; look <= looks.most(); look++) {
      LateRequests stage = stage(edge, looks.stage(look), edge.rate * of, random);
      all = look == 1 ? stage : all.then(stage);
      Verdicts.Tally tally = all.tally(0);
      for (int i = 0; i < told.length; i++) {
        told[i] = told[i] || rates.get(i).tells(tally, look);
      }
      if (IntStream.range(0, told.length).allMatch(i -> told[i])) {
        return;
      }
    }
  }

  private static LateRequests stage(
      Edge edge, Duration length, double rate, SplittableRandom random) {
    var late = new LateRequests(length.toNanos(), List.of(edge.stated()));
    edge.service.load(
        rate,
        length.toNanos() / 1e9,
        random,
        (at, response) -> late.record((long) (at * 1e9), (long) (response * 1e9), true));
    return late;
  }

  /// As a load decides whether to go on.
  private boolean tells(Verdicts.Tally tally, int look) {
    Verdict verdict = Verdicts.judge(edge.stated(), tally, looks, look, confidence);
    if (look < looks.most() && verdict instanceof Verdict.Inconclusive) {
      return false;
    }
    Duration length = looks.first().multipliedBy(1L << (look - 1));
    Verdict said = Stalls.told(verdict, edge.at, length, looks);
    runs++;
    seconds += length.toNanos() / 1e9;
    if (said instanceof Verdict.Met) {
      met++;
      unnamed += Stalls.rarest(length).toNanos() / 1e9 >= edge.stalls ? 1 : 0;
    } else if (said instanceof Verdict.NotMet) {
      notMet++;
    } else if (verdict instanceof Verdict.Met) {
      refused++;
    }
    return true;
  }

  int runs() {
    return runs;
  }

  int met() {
    return met;
  }

  /// Of those that are met: where the service's stalls are not rarer than the verdict says that it
  /// could have seen.
  int unnamed() {
    return unnamed;
  }

  int notMet() {
    return notMet;
  }

  /// Those that would be met, but that the run is too short to certify it.
  int refused() {
    return refused;
  }

  /// In percent.
  double share(int of) {
    return 100.0 * of / runs;
  }

  /// Of a run, on average.
  double seconds() {
    return seconds / runs;
  }
}
