// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Verdict;
import dev.slipway.objective.Objectives;
import java.time.Duration;
import java.util.List;

/// A block with what is needed to judge it.
///
/// @param medianService median of the service times, however few there are
/// @param tallies one for each limit that the load was held against
/// @param samples raw ones
record Measured(
    Block block,
    Duration medianService,
    List<Verdicts.Tally> tallies,
    List<Samples.Sample> samples) {

  Measured {
    tallies = List.copyOf(tallies);
    samples = List.copyOf(samples);
  }

  List<Profile.LatencyVerdict> verdicts(List<Objectives.Latency> limits) {
    return java.util.stream.IntStream.range(0, limits.size())
        .mapToObj(i -> verdict(limits.get(i), tallies.get(i)))
        .toList();
  }

  private Profile.LatencyVerdict verdict(Objectives.Latency limit, Verdicts.Tally tally) {
    Verdict verdict = Verdicts.judge(limit.at(), limit.limit(), tally, block.invalid());
    return new Profile.LatencyVerdict(limit.at(), limit.limit(), verdict);
  }
}
