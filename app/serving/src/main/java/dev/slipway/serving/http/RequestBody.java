// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Gathers a body into one array, which grows as bytes really come, never as they are announced.
final class RequestBody {

  private static final int KEPT = 1 << 16;
  private static final int FIRST = 1 << 10;

  private final int limit;
  private byte[] bytes = new byte[0];
  private int length;

  RequestBody(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /// False, and nothing added, when the body would pass the limit.
  boolean add(ByteBuf content) {
    int more = content.readableBytes();
    if (more > limit - length) {
      return false;
    }
    if (length + more > bytes.length) {
      int doubled = (int) Math.min(limit, Math.max(FIRST, bytes.length * 2L));
      bytes = Arrays.copyOf(bytes, Math.max(length + more, doubled));
    }
    content.readBytes(bytes, length, more);
    length += more;
    return true;
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
    if (bytes.length > KEPT) {
      bytes = new byte[0];
    }
  }
}
