// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.profile.OnTarget;
import dev.slipway.workbench.report.Section.Row;
import dev.slipway.workbench.report.Section.Tone;
import java.util.List;
import java.util.Set;

/// What one block of load measured.
public final class LoadSection {

  /// The percentiles that stand on a page that sums up.
  private static final Set<String> SHOWN = Set.of("p50", "p99");

  private LoadSection() {}

  public static Section of(Block block) {
    boolean closed = block.arrival() instanceof Arrival.Closed;
    return new Section(
        closed ? "Closed loop" : "Open loop",
        closed
            ? block.arrival().brief() + ", the model itself without the waiting of users"
            : block.arrival().sentence() + ", what a user waits",
        rows(block));
  }

  /// Of the deployed service.
  public static Section target(OnTarget there) {
    Block block = there.served().block();
    return new Section(
        "On the target", block.arrival().sentence() + "; " + there.where(), rows(block));
  }

  /// Of the model without its service.
  public static Section alone(Block block) {
    return new Section(
        "Model alone", block.arrival().sentence() + ", in this process", rows(block));
  }

  /// In a closed loop what the model takes, in an open one what a user waits.
  static List<Row> rows(Block block) {
    boolean closed = block.arrival() instanceof Arrival.Closed;
    Latencies latencies = closed ? block.service() : block.response();
    var rows = new Rows();
    latencies
        .percentiles()
        .forEach(at -> rows.add(percentile(at, closed ? "service time" : "response time")));
    rows.detail(
        "requests",
        Numbers.count(latencies.count()),
        block.errors() == 0
            ? "each got its right answer"
            : Numbers.count(block.errors()) + " got no right answer");
    rows.detail("throughput", block.throughput().toString(), "right answers");
    block
        .goodput()
        .ifPresent(rate ->
            rows.detail("goodput", rate.toString(), "right answers within the longest limit"));
    block.lag().ifPresent(lag -> rows.add(lag(lag)));
    block.heap().ifPresent(heap -> rows.add(heap(heap)));
    rows.detail(
        "others' CPU",
        Numbers.percent(block.foreignCpu()),
        "share of the machine that other processes used");
    block.invalid().forEach(why -> rows.row("disturbed", why, Tone.OPEN, ""));
    return rows.all();
  }

  private static Row percentile(AtPercentile at, String of) {
    return new Row(
        at.percentile() + " " + of,
        Durations.text(at.value()),
        Tone.PLAIN,
        "95 %% interval %s to %s".formatted(Durations.text(at.low()), Durations.text(at.high())),
        !SHOWN.contains(at.percentile().toString()));
  }

  private static Row lag(Block.Lag lag) {
    return detail(
        "sent late by",
        Durations.text(lag.median()),
        "median%s, at most %s: late though the sender was free, as where others use its CPU"
            .formatted(
                lag.p99().map(p99 -> ", p99 " + Durations.text(p99)).orElse(""),
                Durations.text(lag.most())));
  }

  private static Row heap(Block.Heap heap) {
    return detail(
        "Java heap",
        Words.count(heap.allocated(), "byte"),
        "allocated a request; "
            + Words.count(heap.collections(), "garbage collection")
            + (heap.collections() == 0
                ? ""
                : " of " + Durations.text(heap.collecting()) + " in all"));
  }

  private static Row detail(String name, String value, String reason) {
    return new Row(name, value, Tone.PLAIN, reason, true);
  }
}
