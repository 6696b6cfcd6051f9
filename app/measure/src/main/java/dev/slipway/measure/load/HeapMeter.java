// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// What this process has done with its heap up to a moment; only differences mean anything.
///
/// @param allocated bytes, by all threads, those that have ended among them
/// @param collections of garbage
/// @param millis that they took
record HeapMeter(long allocated, long collections, long millis) {

  /// Between two moments.
  record Span(long allocated, long collections, Duration collecting) {

    Span plus(Span other) {
      return new Span(
          allocated + other.allocated,
          collections + other.collections,
          collecting.plus(other.collecting));
    }

    Block.Heap heap(long requests) {
      return new Block.Heap(Math.round((double) allocated / requests), collections, collecting);
    }
  }

  static HeapMeter now() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(0, each.getCollectionCount());
      millis += Math.max(0, each.getCollectionTime());
    }
    return new HeapMeter(threads.getTotalThreadAllocatedBytes(), collections, millis);
  }

  Span until(HeapMeter later) {
    return new Span(
        later.allocated - allocated,
        later.collections - collections,
        Duration.ofMillis(later.millis - millis));
  }
}
