// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyVerdict;
import java.util.List;

/// Shows what a load measured, and the verdict on each latency objective.
record LoadPage(Terminal terminal) {

  void block(Block block, Latencies latencies) {
    terminal.title(
        block.arrival() instanceof Arrival.Closed
            ? "Closed loop, %s: the model itself, without the waiting that users would see"
                .formatted(block.arrival().brief())
            : "Open loop, %s: what a user waits".formatted(block.arrival().sentence()));
    latencies
        .percentiles()
        .forEach(p ->
            terminal.fact(
                p.percentile().toString(),
                Texts.time(p.value())
                    + "  ("
                    + Texts.time(p.low())
                    + " to "
                    + Texts.time(p.high())
                    + ")"));
    terminal.fact("samples", latencies.count() + ", " + block.errors() + " errors");
    terminal.fact("throughput", block.throughput() + " right answers");
    block.goodput().ifPresent(rate -> terminal.fact("goodput", rate + " within the longest limit"));
    block.lag().ifPresent(lag -> terminal.fact("sent late by", lag(lag)));
    block.heap().ifPresent(heap -> terminal.fact("Java heap", heap(heap)));
    terminal.fact("others' CPU", Texts.percent(block.foreignCpu()));
    block.invalid().forEach(reason -> terminal.fact("not to be believed", terminal.open(reason)));
  }

  void verdicts(List<LatencyVerdict> verdicts) {
    terminal.title("Objectives");
    verdicts.forEach(v ->
        terminal.fact(v.at() + " ≤ " + Durations.exact(v.limit()), terminal.verdict(v.verdict())));
  }

  /// A latency objective that is not met is a gate that is not met; an inconclusive one is none.
  static int code(List<LatencyVerdict> verdicts) {
    boolean refuted = verdicts.stream().anyMatch(v -> v.verdict() instanceof Verdict.NotMet);
    return (refuted ? ExitCode.GATE : ExitCode.DONE).code();
  }

  private static String lag(Block.Lag lag) {
    return "p50 %s%s, at most %s: the generator's own fault"
        .formatted(
            Texts.time(lag.median()),
            lag.p99().map(p99 -> ", p99 " + Texts.time(p99)).orElse(""),
            Texts.time(lag.most()));
  }

  private static String heap(Block.Heap heap) {
    return "%,d bytes allocated a request, %d garbage collection%s%s"
        .formatted(
            heap.allocated(),
            heap.collections(),
            heap.collections() == 1 ? "" : "s",
            heap.collections() == 0 ? "" : " of " + Texts.time(heap.collecting()) + " in all");
  }
}
