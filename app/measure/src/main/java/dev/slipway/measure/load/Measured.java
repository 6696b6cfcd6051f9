// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Durations;
import dev.slipway.base.Verdict;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.measure.verdict.Stalls;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A block with what is needed to judge it.
///
/// @param medianService median of the service times, however few there are
/// @param tallies one for each limit that the load was held against
/// @param looked how long, and how often
/// @param samples raw ones
public record Measured(
    Block block,
    Duration medianService,
    List<Verdicts.Tally> tallies,
    Looked looked,
    List<Samples.Sample> samples) {

  public Measured {
    tallies = List.copyOf(tallies);
    samples = List.copyOf(samples);
  }

  /// How a load was looked at.
  ///
  /// @param looks that it could take
  /// @param taken of those
  /// @param reached time in which requests were intended
  public record Looked(Looks looks, int taken, Duration reached) {}

  public List<LatencyVerdict> verdicts(List<LatencyLimit> limits) {
    return IntStream.range(0, limits.size())
        .mapToObj(i -> verdict(limits.get(i), tallies.get(i)))
        .toList();
  }

  private LatencyVerdict verdict(LatencyLimit limit, Verdicts.Tally tally) {
    Verdict judged = Verdicts.judge(limit, tally, looked.looks(), looked.taken());
    Verdict verdict =
        Stalls.told(
            Verdicts.minding(judged, block.invalid()),
            limit.at(),
            looked.reached(),
            looked.looks());
    return new LatencyVerdict(
        limit.at(), limit.limit(), Verdicts.because(verdict, because -> seen(limit) + because));
  }

  /// The load and, where the count supports it, the value: `at 120/s, p95 was 4.1 ms; `. What got
  /// no answer has no latency, and is over every limit: without a word of it the two would not
  /// agree.
  private String seen(LatencyLimit limit) {
    String load = "at " + block.arrival().brief();
    String silent =
        block.errors() == 0
            ? ""
            : String.format(Locale.ROOT, "%,d got no right answer", block.errors());
    String others =
        silent.isEmpty() ? ", %s was %s; " : ", " + silent + " and %s of the others was %s; ";
    return block
        .response()
        .at(limit.at())
        .map(at -> load + others.formatted(at.percentile(), Durations.text(at.value())))
        .orElse(load + (silent.isEmpty() ? ": " : ", " + silent + ": "));
  }
}
