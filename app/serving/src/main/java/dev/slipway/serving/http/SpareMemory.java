// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps a few large arrays and buffers between requests, since making and clearing them takes as
/// long as reading a body of raw bytes.
final class SpareMemory implements AutoCloseable {

  private static final int EACH = 8;
  private static final int SMALL = 1 << 16;
  private static final int LARGEST = 4 << 20;

  private final long most;
  private final AtomicLong kept = new AtomicLong();
  private final BlockingQueue<byte[]> arrays = new ArrayBlockingQueue<>(EACH);
  private final BlockingQueue<ByteBuf> buffers = new ArrayBlockingQueue<>(EACH);

  private volatile boolean closed;

  /// @param most bytes that it keeps
  SpareMemory(long most) {
    this.most = most;
  }

  /// At least as many bytes, of any content.
  byte[] take(int bytes) {
    byte[] array = arrays.poll();
    if (array == null) {
      return new byte[bytes];
    }
    kept.addAndGet(-array.length);
    return array.length >= bytes ? array : new byte[bytes];
  }

  /// When there are enough, it is left to the garbage collector.
  void give(byte[] array) {
    if (mayKeep(array.length) && !arrays.offer(array)) {
      kept.addAndGet(-array.length);
    }
  }

  private boolean mayKeep(int size) {
    if (size > LARGEST) {
      return false;
    }
    boolean fits = kept.addAndGet(size) <= most;
    if (!fits) {
      kept.addAndGet(-size);
    }
    return fits;
  }

  /// An empty direct buffer for as many bytes, and more if need be.
  ByteBuf takeDirect(int bytes) {
    if (bytes <= SMALL) {
      return PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
    }
    ByteBuf buffer = buffers.poll();
    if (buffer == null) {
      return Unpooled.directBuffer(bytes);
    }
    kept.addAndGet(-buffer.capacity());
    if (buffer.capacity() >= bytes) {
      return buffer.clear();
    }
    buffer.release();
    return Unpooled.directBuffer(bytes);
  }

  void give(ByteBuf buffer) {
    int size = buffer.capacity();
    if (size <= SMALL || !mayKeep(size)) {
      buffer.release();
    } else if (!buffers.offer(buffer)) {
      kept.addAndGet(-size);
      buffer.release();
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
}
