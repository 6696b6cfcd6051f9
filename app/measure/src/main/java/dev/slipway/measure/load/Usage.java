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
  private long read;
  private long cpu;
  private double foreign;
  private boolean throttled;
  private HeapMeter.Span heap = new HeapMeter.Span(0, 0, Duration.ZERO);

  /// What was read before and after a stage.
  ///
  /// @param nanos from one to the other: the stage, and what its senders take to begin
  record Span(CpuMeter.Reading before, CpuMeter.Reading after, long nanos, HeapMeter.Span heap) {}

  /// @param processors that this process may use
  Usage(LoadTarget.Place place, int processors) {
    this.place = place;
    this.processors = processors;
  }

  /// @param nanos that the stage took
  void add(Span span, long nanos) {
    wall += nanos;
    read += span.nanos();
    cpu += span.after().process() - span.before().process();
    foreign += span.after().foreignSince(span.before(), span.nanos()) * span.nanos();
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
    return cpu / ((double) read * processors);
  }

  /// Share of the machine that others used, 0 to 1.
  double foreign() {
    return read == 0 ? 0 : foreign / read;
  }

  boolean throttled() {
    return throttled;
  }

  HeapMeter.Span heap() {
    return heap;
  }
}
