// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;

/// The bits between two markers of a JPEG (ITU T.81, F.2.2.5).
final class JpegBits {

  private final byte[] bytes;
  private int at;
  private long held;
  private int count;

  /// Zeros that stand in for what is not there, behind the bits that are.
  private int padding;

  JpegBits(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /// Where the next marker is to be looked for, once all bits are read.
  int position() {
    return at;
  }

  /// Starts anew behind a marker.
  void restart(int position) {
    at = position;
    held = 0;
    count = 0;
    padding = 0;
  }

  private void fill() {
    while (count <= 48) {
      int next = padding > 0 ? -1 : next();
      if (next < 0) {
        padding += 8;
        next = 0;
      }
      held = held << 8 | next;
      count += 8;
    }
  }

  /// The next byte, or -1 before a marker and at the end.
  private int next() {
    if (at >= bytes.length) {
      return -1;
    }
    int one = bytes[at] & 0xff;
    if (one != 0xff) {
      at++;
      return one;
    }
    int behind = at + 1;
    while (behind < bytes.length && bytes[behind] == (byte) 0xff) {
      behind++;
    }
    if (behind >= bytes.length || bytes[behind] != 0) {
      return -1;
    }
    at = behind + 1;
    return 0xff;
  }

  /// The next 16 bits, which stay.
  int peek() {
    if (count < 16) {
      fill();
    }
    return (int) (held >>> (count - 16)) & 0xffff;
  }

  /// @param bits at most 16
  void skip(int bits) {
    count -= bits;
  }

  /// @param bits 0 to 16
  int get(int bits) {
    if (count < bits) {
      fill();
    }
    count -= bits;
    return (int) (held >>> count) & ((1 << bits) - 1);
  }

  /// A number of so many bits with its sign (F.2.2.1).
  ///
  /// @param bits 0 to 15
  int signed(int bits) {
    if (bits == 0) {
      return 0;
    }
    int value = get(bits);
    return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
  }

  /// @throws PreparationException when more was read than there is
  void requireReal() throws PreparationException {
    if (count < padding) {
      throw at >= bytes.length
          ? Unreadable.cutOff()
          : Unreadable.damaged("its pixels end before the picture does");
    }
  }
}
