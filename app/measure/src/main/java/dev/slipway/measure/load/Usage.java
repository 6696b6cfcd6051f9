// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.measure.machine.CpuMeter;
import java.time.Duration;

/// What the machine was used for while a load went on, in all its stages; what lies between them,
/// such as making a schedule, is not in it.
final class Usage {

  private final LoadTarget.Place place;
  private final int processors;
  private long wall;
  private long cpu;
  private double foreign;
  private boolean throttled;
  private HeapMeter.Span heap = new HeapMeter.Span(0, 0, Duration.ZERO);

  /// What was read before and after a stage.
  record Span(CpuMeter.Reading before, CpuMeter.Reading after, HeapMeter.Span heap) {}

  /// @param processors that this process may use
  Usage(LoadTarget.Place place, int processors) {
    this.place = place;
    this.processors = processors;
  }

  /// @param nanos that the stage took
  void add(Span span, long nanos) {
    wall += nanos;
    cpu += span.after().process() - span.before().process();
    foreign += span.after().foreignSince(span.before(), nanos) * nanos;
    throttled |= span.after().throttled() > span.before().throttled();
    heap = heap.plus(span.heap());
  }

  LoadTarget.Place place() {
    return place;
  }

  long wall() {
    return wall;
  }

  /// CPU nanoseconds of this process.
  long cpu() {
    return cpu;
  }

  /// Share of this process's processors that it used, 0 to 1.
  double own() {
    return cpu / ((double) wall * processors);
  }

  /// Share of the machine that others used, 0 to 1.
  double foreign() {
    return wall == 0 ? 0 : foreign / wall;
  }

  boolean throttled() {
    return throttled;
  }

  HeapMeter.Span heap() {
    return heap;
  }
}
