// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Responses;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Verdicts;
import dev.slipway.profile.Qualification;
import java.util.List;
import java.util.Optional;

/// A load with its verdicts, which hold for the limits and the peak that they were found for, and
/// for no others.
///
/// @param responses to judge by another limit; empty where they were not kept
/// @param qualification of a verdict that is found anew; its peak is the one that was measured for
record BoundLoad(
    Block block,
    List<LatencyVerdict> verdicts,
    Optional<Responses> responses,
    Qualification qualification) {

  /// Whether a limit holds at a peak: as it was found, judged anew from what was kept, or open.
  ///
  /// @param peak as it is stated now
  Verdict judge(LatencyLimit limit, Optional<Rate> peak) {
    Verdict found = found(limit);
    Optional<Rate> load = block.arrival().mean();
    if (peak.isEmpty() || peak.equals(qualification.peak()) || peak.equals(load)) {
      return found;
    }
    int more = load.map(rate -> rate.compareTo(peak.get())).orElse(0);
    if (found instanceof Verdict.Met && more > 0) {
      return Verdicts.because(found, because -> because + "; the peak is lower now");
    }
    if (found instanceof Verdict.NotMet && more < 0) {
      return Verdicts.because(found, because -> because + "; the peak is higher now");
    }
    return new Verdict.Inconclusive(
        "stale: it was measured %s, and the peak is %s now; measure again"
            .formatted(measuredFor(), peak.get()),
        0);
  }

  private String measuredFor() {
    return qualification
        .peak()
        .map(before -> "for a peak of " + before)
        .orElse("at " + block.arrival().brief());
  }

  private Verdict found(LatencyLimit limit) {
    return verdicts.stream()
        .filter(each -> each.at().equals(limit.at()) && each.limit().equals(limit.limit()))
        .map(LatencyVerdict::verdict)
        .findFirst()
        .or(() -> responses.map(kept -> anew(limit, kept)))
        .orElseGet(() ->
            new Verdict.Inconclusive(
                "stale: it was measured against another limit; measure again", 0));
  }

  private Verdict anew(LatencyLimit limit, Responses kept) {
    return qualification
        .of(Measured.judge(block, limit, kept.tally(limit), kept.looked()), block)
        .verdict();
  }

  /// The percentile with its interval; empty where the sample does not support it.
  String measured(LatencyLimit limit) {
    return block.response().at(limit.at()).map(BoundLoad::text).orElse("");
  }

  private static String text(Latencies.AtPercentile at) {
    return "%s (%s to %s)"
        .formatted(Durations.text(at.value()), Durations.text(at.low()), Durations.text(at.high()));
  }

  /// `at 120/s, 3,600 requests`, and what disturbed it.
  String conditions() {
    return "at %s, %s requests%s"
        .formatted(
            block.arrival().brief(),
            Numbers.count(block.response().count() + block.errors()),
            block.invalid().isEmpty() ? "" : ", disturbed: " + String.join("; ", block.invalid()));
  }
}
