// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Has Netty trace every buffer, and gathers what it says was never given back; watches the memory
/// that buffers hold.
final class Watch extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("io.netty.util.ResourceLeakDetector");

  /// As [dev.slipway.serving.journal.LibraryLog] has it.
  private static final Logger CALLERS_MISTAKES = Logger.getLogger("io.grpc.netty");

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
  private final List<String> leaks = new CopyOnWriteArrayList<>();

  Watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    LOGGER.addHandler(this);
    CALLERS_MISTAKES.setLevel(Level.SEVERE);
  }

  /// What was lost so far. Netty looks when it makes a buffer, at those that the collector found.
  List<String> leaks() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      for (int j = 0; j < 100; j++) {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
      }
    }
    return List.copyOf(leaks);
  }

  /// Bytes outside the heap.
  static long held() {
    return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }

  @Override
  public void publish(LogRecord entry) {
    leaks.add(String.valueOf(entry.getMessage()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    CALLERS_MISTAKES.setLevel(null);
    ResourceLeakDetector.setLevel(before);
  }
}
