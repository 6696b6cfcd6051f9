// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A name in quotes and its colon, as nearly every caller writes it. Most of a row is names, so
/// they are compared eight bytes at a time.
final class JsonKey {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final byte[] bytes;

  JsonKey(String name) {
    this.bytes = (JsonWriter.quoted(name) + ":").getBytes(StandardCharsets.UTF_8);
  }

  int length() {
    return bytes.length;
  }

  /// @param end of what may be read
  boolean isAt(byte[] in, int at, int end) {
    if (bytes.length > end - at) {
      return false;
    }
    int last = bytes.length - Long.BYTES;
    if (last < 0) {
      return Arrays.equals(in, at, at + bytes.length, bytes, 0, bytes.length);
    }
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) EIGHT.get(in, at + i) != (long) EIGHT.get(bytes, i)) {
        return false;
      }
    }
    // The last eight, some of which may have been compared already.
    return (long) EIGHT.get(in, at + last) == (long) EIGHT.get(bytes, last);
  }
}
