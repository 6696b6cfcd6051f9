// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import java.nio.ByteBuffer;

/// The bytes of a tree, of which none is read beyond their end.
record PackedBytes(ByteBuffer bytes) {

  int length(int at, int width) throws MalformedException {
    int length =
        switch (width) {
          case 1 -> octet(at);
          case 2 -> pair(at);
          case 3 -> octet(at) | octet(at + 1) << 8 | octet(at + 2) << 16;
          default -> whole(at);
        };
    if (length < 0 || length > bytes.limit()) {
      throw new MalformedException("a part of " + length + " bytes", false);
    }
    return length;
  }

  /// A bit of those that begin at a byte that is known to be there.
  boolean bit(int at, int bit) {
    return (bytes.get(at + (bit >> 3)) >> (bit & 7) & 1) != 0;
  }

  boolean holds(int at, long count) {
    return at >= 0 && at + count <= bytes.limit();
  }

  int octet(int at) throws MalformedException {
    return bytes.get(require(at, 1)) & 0xff;
  }

  int pair(int at) throws MalformedException {
    return bytes.getChar(require(at, 2));
  }

  int whole(int at) throws MalformedException {
    return bytes.getInt(require(at, 4));
  }

  float real(int at) throws MalformedException {
    return bytes.getFloat(require(at, 4));
  }

  private int require(int at, int width) throws MalformedException {
    if (at < 0 || at > bytes.limit() - width) {
      throw new MalformedException(
          "it ends at byte %d, before byte %d".formatted(bytes.limit(), (long) at + width), true);
    }
    return at;
  }
}
