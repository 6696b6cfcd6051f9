// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Keeps a few large arrays between requests, since making and clearing them takes as long as
/// reading a body of raw bytes.
final class SpareMemory {

  private static final int ARRAYS = 8;
  private static final int LARGEST = 4 << 20;

  private final BlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(ARRAYS);

  /// At least as many bytes, of any content.
  byte[] take(int bytes) {
    byte[] array = spare.poll();
    return array != null && array.length >= bytes ? array : new byte[bytes];
  }

  void give(byte[] array) {
    if (array.length <= LARGEST) {
      // When there are enough, it is left to the garbage collector.
      boolean _ = spare.offer(array);
    }
  }
}
