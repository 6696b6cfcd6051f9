// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;

/// Gathers a body into one array, which grows as bytes really come, hardly as they are announced.
final class RequestBody {

  private static final int KEPT = 1 << 16;
  private static final int FIRST = 1 << 10;

  /// An announcement is believed up to here.
  private static final int BELIEVED = 1 << 20;

  private final int limit;
  private final SpareMemory memory;
  private byte[] bytes = new byte[0];
  private int length;
  private int announced;

  RequestBody(int limit, SpareMemory memory) {
    this.limit = limit;
    this.memory = memory;
  }

  int limit() {
    return limit;
  }

  /// Says how long the body is going to be, if that is known.
  void expect(long size) {
    announced = (int) Math.min(BELIEVED, size);
  }

  /// False, and nothing added, when the body would pass the limit.
  boolean add(ByteBuf content) {
    int more = content.readableBytes();
    if (more > limit - length) {
      return false;
    }
    if (length + more > bytes.length) {
      grow(length + more);
    }
    content.readBytes(bytes, length, more);
    length += more;
    return true;
  }

  private void grow(int needed) {
    int wanted = (int) Math.min(limit, Math.max(FIRST, Math.max(announced, bytes.length * 2L)));
    int size = Math.max(needed, wanted);
    byte[] larger = size > KEPT ? memory.take(size) : new byte[size];
    System.arraycopy(bytes, 0, larger, 0, length);
    giveBack();
    bytes = larger;
  }

  private void giveBack() {
    if (bytes.length > KEPT) {
      memory.give(bytes);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /// Ready for the next body; the memory of a large one is let go.
  void clear() {
    length = 0;
    announced = 0;
    if (bytes.length > KEPT) {
      giveBack();
      bytes = new byte[0];
    }
  }
}
