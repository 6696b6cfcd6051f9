// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Gathers a body, in memory that grows as bytes really come, hardly as they are announced: its
/// JSON in an array; raw tensors behind it in a direct buffer, where the model can read them.
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
  private int jsonAtMost;
  private @Nullable ByteBuf raw;

  RequestBody(int limit, SpareMemory memory) {
    this.limit = limit;
    this.memory = memory;
    this.jsonAtMost = limit;
  }

  int limit() {
    return limit;
  }

  /// Says how long the body is going to be, if that is known, and how much of it is JSON, if not
  /// all.
  ///
  /// @param json -1 for all
  void expect(long size, int json) {
    announced = (int) Math.min(BELIEVED, size);
    jsonAtMost = json < 0 ? limit : Math.min(json, limit);
  }

  /// False, and nothing added, when the body would pass the limit.
  boolean add(ByteBuf content) {
    int more = content.readableBytes();
    if (more > limit - length - rawLength()) {
      return false;
    }
    int json = Math.min(more, jsonAtMost - length);
    if (json > 0) {
      addJson(content, json);
    }
    if (content.isReadable()) {
      addRaw(content);
    }
    return true;
  }

  private void addJson(ByteBuf content, int more) {
    if (length + more > bytes.length) {
      grow(length + more);
    }
    content.readBytes(bytes, length, more);
    length += more;
  }

  private void addRaw(ByteBuf content) {
    if (raw == null) {
      int first = Math.max(content.readableBytes(), announced - length);
      raw = memory.takeDirect(first);
    }
    raw.writeBytes(content);
  }

  private void grow(int needed) {
    int wanted = Math.min(announced, jsonAtMost);
    int grown = (int) Math.min(limit, Math.max(FIRST, Math.max(wanted, bytes.length * 2L)));
    int size = Math.max(needed, grown);
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

  /// The JSON's memory, of which the first [#jsonLength] bytes count.
  byte[] json() {
    return bytes;
  }

  int jsonLength() {
    return length;
  }

  private int rawLength() {
    return raw == null ? 0 : raw.readableBytes();
  }

  /// Raw bytes behind the JSON, if there are any; whoever takes them gives them back.
  @Nullable ByteBuf takeRaw() {
    ByteBuf taken = raw;
    raw = null;
    return taken;
  }

  void giveBack(ByteBuf taken) {
    memory.give(taken);
  }

  /// Ready for the next body; the memory of a large one is let go.
  void clear() {
    length = 0;
    announced = 0;
    jsonAtMost = limit;
    if (bytes.length > KEPT) {
      giveBack();
      bytes = new byte[0];
    }
    ByteBuf left = takeRaw();
    if (left != null) {
      giveBack(left);
    }
  }
}
