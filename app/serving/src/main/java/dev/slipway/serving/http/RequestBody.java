// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Gathers a body, in memory that grows as bytes really come, hardly as they are announced: its
/// JSON in an array; raw tensors behind it in a direct buffer, where the model can read them. One
/// that is packed is unpacked within the same limit.
final class RequestBody {

  /// What a connection keeps between requests.
  private static final int KEPT = 1 << 12;

  private static final int FIRST = 1 << 10;

  /// An announcement is believed up to here, while memory is plenty.
  private static final int BELIEVED = 1 << 20;

  /// And when it is not.
  private static final int BELIEVED_WHEN_SHORT = 1 << 14;

  private final SpareMemory memory;
  private int limit;
  private byte[] bytes = new byte[0];
  private int length;
  private int announced;
  private int jsonAtMost;
  private @Nullable ByteBuf raw;
  private @Nullable Gunzip gunzip;
  private long received;

  RequestBody(int limit, SpareMemory memory) {
    this.limit = limit;
    this.memory = memory;
    this.jsonAtMost = limit;
  }

  int limit() {
    return limit;
  }

  /// Before anything of it comes.
  void limitTo(int bytes) {
    limit = bytes;
    jsonAtMost = bytes;
  }

  /// Says how long the body is going to be, if that is known, and how much of it is JSON, if not
  /// all.
  ///
  /// @param json -1 for all
  /// @param isRoomy whether there is memory to believe it
  void expect(long size, int json, boolean isRoomy) {
    announced = (int) Math.min(isRoomy ? BELIEVED : BELIEVED_WHEN_SHORT, size);
    jsonAtMost = json < 0 ? limit : Math.min(json, limit);
  }

  /// It is packed by gzip.
  void unpack() {
    announced = 0;
    gunzip = new Gunzip();
  }

  /// False when the body would pass the limit, as it came or unpacked.
  ///
  /// @throws InferenceException where it is not packed as it was said to be
  boolean add(ByteBuf content) throws InferenceException {
    received += content.readableBytes();
    if (received > limit) {
      return false;
    }
    Gunzip packed = gunzip;
    return packed == null ? append(content) : packed.inflate(content, this::append);
  }

  /// It has wholly come.
  ///
  /// @throws InferenceException where a packed body has no end
  void end() throws InferenceException {
    Gunzip packed = gunzip;
    if (packed != null && !packed.isComplete()) {
      throw InferenceException.invalid("the body that gzip packed is cut off");
    }
  }

  private boolean append(ByteBuf content) {
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

  /// How many bytes of it have come, as they were sent.
  long received() {
    return received;
  }

  /// How many bytes of it have come, as they are unpacked.
  int length() {
    return length + rawLength();
  }

  /// Its memory, but for what each connection keeps.
  long held() {
    long json = bytes.length > KEPT ? bytes.length : 0;
    long binary = raw == null ? 0 : raw.capacity();
    return json + binary + (gunzip == null ? 0 : Gunzip.MEMORY);
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
    received = 0;
    jsonAtMost = limit;
    Gunzip packed = gunzip;
    if (packed != null) {
      packed.close();
      gunzip = null;
    }
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
