// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Durations;
import dev.slipway.base.Verdict;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// A block with what is needed to judge it.
///
/// @param medianService median of the service times, however few there are
/// @param tallies one for each limit that the load was held against
/// @param samples raw ones
/// @param responses to judge by other limits; there where samples are kept
public record Measured(
    Block block,
    Duration medianService,
    List<Verdicts.Tally> tallies,
    List<Samples.Sample> samples,
    Optional<Responses> responses) {

  public Measured {
    tallies = List.copyOf(tallies);
    samples = List.copyOf(samples);
  }

  public List<LatencyVerdict> verdicts(List<LatencyLimit> limits) {
    return IntStream.range(0, limits.size())
        .mapToObj(i -> judge(block, limits.get(i), tallies.get(i)))
        .toList();
  }

  /// The verdict on one limit, with the load that it was found at.
  public static LatencyVerdict judge(Block block, LatencyLimit limit, Verdicts.Tally tally) {
    Verdict verdict = Verdicts.judge(limit.at(), limit.limit(), tally, block.invalid());
    return new LatencyVerdict(
        limit.at(), limit.limit(), Verdicts.because(verdict, because -> seen(block, limit) + because));
  }

  /// The load and, where the count supports it, the value: `at 120/s, p95 was 4.1 ms; `. What got
  /// no answer has no latency, and is over every limit: without a word of it the two would not
  /// agree.
  private static String seen(Block block, LatencyLimit limit) {
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
