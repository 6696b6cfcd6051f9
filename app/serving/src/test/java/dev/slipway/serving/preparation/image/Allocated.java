// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import com.sun.management.ThreadMXBean;
import dev.slipway.serving.preparation.PreparationException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.function.Executable;

/// Counts what a piece of work allocates on Java's heap.
final class Allocated {

  private Allocated() {}

  /// Bytes that this thread takes meanwhile, whatever the work ends with among refusals.
  static long by(Executable work) throws Throwable {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      work.execute();
    } catch (PreparationException refused) {
      // What it took until then counts
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
