// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.nio.charset.StandardCharsets;

/// What stands between a marker's length and the next marker.
final class JpegBody {

  private final byte[] bytes;
  private final int end;
  private int at;

  JpegBody(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  /// Bytes to come.
  int size() {
    return end - at;
  }

  int one() throws PreparationException {
    if (at >= end) {
      throw Unreadable.damaged("a marker is too short");
    }
    return bytes[at++] & 0xff;
  }

  int two() throws PreparationException {
    return one() << 8 | one();
  }

  /// @param what is numbered
  int within(int number, int most, String what) throws PreparationException {
    if (number > most) {
      throw Unreadable.damaged(what + " is out of bounds");
    }
    return number;
  }

  boolean startsWith(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < wanted.length; i++) {
      if (at + i >= end || bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /// @param bytes that mean nothing here
  void skip(int bytes) {
    at += bytes;
  }
}
