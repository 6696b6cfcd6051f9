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
import java.util.Optional;
import java.util.stream.IntStream;

/// A block with what is needed to judge it.
///
/// @param medianService median of the service times, however few there are
/// @param tallies one for each limit that the load was held against
/// @param looked how long, and how often
/// @param samples raw ones
/// @param responses to judge by other limits; there where samples are kept
public record Measured(
    Block block,
    Duration medianService,
    List<Verdicts.Tally> tallies,
    Looked looked,
    List<Samples.Sample> samples,
    Optional<Responses> responses) {

  public Measured {
    tallies = List.copyOf(tallies);
    samples = List.copyOf(samples);
  }

  /// How a load was looked at.
  ///
  /// @param looks that it could take
  /// @param taken of those
  /// @param reached time in which requests were intended
  public record Looked(Looks looks, int taken, Duration reached) {

    /// From the first intended start to the end of the last look.
    Duration length() {
      return looks.first().multipliedBy(1L << (taken - 1));
    }
  }

  public List<LatencyVerdict> verdicts(List<LatencyLimit> limits) {
    return IntStream.range(0, limits.size())
        .mapToObj(i -> judge(block, limits.get(i), tallies.get(i), looked))
        .toList();
  }

  /// The same where more became known of the block.
  public Measured with(Block told) {
    return new Measured(told, medianService, tallies, looked, samples, responses);
  }

  /// The verdict on one limit, with the load that it was found at.
  public static LatencyVerdict judge(
      Block block, LatencyLimit limit, Verdicts.Tally tally, Looked looked) {
    Verdict judged = Verdicts.judge(limit, tally, looked.looks(), looked.taken());
    Verdict verdict =
        Stalls.told(minding(judged, block), limit.at(), looked.reached(), looked.looks());
    return new LatencyVerdict(
        limit.at(),
        limit.limit(),
        Verdicts.because(verdict, because -> seen(block, limit) + because));
  }

  /// What disturbs a run only makes answers later, so a disturbed one may show its limit met. But
  /// clients that each wait for an answer before they ask again ask less often when they are
  /// disturbed, and the service has it easier: of those *met* shows nothing.
  private static Verdict minding(Verdict judged, Block block) {
    Verdict minded = Verdicts.minding(judged, block.invalid());
    return minded instanceof Verdict.Met(String because)
            && !block.invalid().isEmpty()
            && block.arrival() instanceof Arrival.Closed
        ? new Verdict.Inconclusive(because + ", and clients that wait asked less often by it", 0)
        : minded;
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
