// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Keeps a few large arrays and buffers between requests, since making and clearing them takes as
/// long as reading a body of raw bytes.
final class SpareMemory implements AutoCloseable {

  private static final int EACH = 8;
  private static final int SMALL = 1 << 16;
  private static final int LARGEST = 4 << 20;

  private final BlockingQueue<byte[]> arrays = new ArrayBlockingQueue<>(EACH);
  private final BlockingQueue<ByteBuf> buffers = new ArrayBlockingQueue<>(EACH);

  private volatile boolean closed;

  /// At least as many bytes, of any content.
  byte[] take(int bytes) {
    byte[] array = arrays.poll();
    return array != null && array.length >= bytes ? array : new byte[bytes];
  }

  void give(byte[] array) {
    if (array.length <= LARGEST) {
      // When there are enough, it is left to the garbage collector.
      boolean _ = arrays.offer(array);
    }
  }

  /// An empty direct buffer for as many bytes, and more if need be.
  ByteBuf takeDirect(int bytes) {
    if (bytes <= SMALL) {
      return PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
    }
    ByteBuf buffer = buffers.poll();
    if (buffer != null && buffer.capacity() >= bytes) {
      return buffer.clear();
    }
    release(buffer);
    return Unpooled.directBuffer(bytes);
  }

  void give(ByteBuf buffer) {
    int size = buffer.capacity();
    if (size <= SMALL || size > LARGEST || !buffers.offer(buffer)) {
      release(buffer);
    }
    if (closed) {
      releaseAll();
    }
  }

  /// Keeps nothing any more.
  @Override
  public void close() {
    closed = true;
    releaseAll();
  }

  private void releaseAll() {
    for (ByteBuf buffer = buffers.poll(); buffer != null; buffer = buffers.poll()) {
      buffer.release();
    }
  }

  private static void release(@Nullable ByteBuf buffer) {
    if (buffer != null) {
      buffer.release();
    }
  }
}
