// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.Arrays;
import java.util.Optional;

/// The head of a PNG (ISO 15948, 11.2.2).
///
/// @param bits of a sample
/// @param interlaced whether its pixels come in Adam's seven passes
record PngHead(int width, int height, int bits, Kind kind, boolean interlaced) {

  private static final int SIZE = 13;

  /// What a pixel is made of.
  enum Kind {
    GREY(0, 1, 1, 16),
    COLOURS(2, 3, 8, 16),
    PALETTE(3, 1, 1, 8),
    GREY_ALPHA(4, 2, 8, 16),
    COLOURS_ALPHA(6, 4, 8, 16);

    private final int code;
    private final int samples;
    private final int fewest;
    private final int most;

    Kind(int code, int samples, int fewest, int most) {
      this.code = code;
      this.samples = samples;
      this.fewest = fewest;
      this.most = most;
    }

    static Optional<Kind> of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }

    /// Whether samples may have so many bits.
    boolean takes(int bits) {
      return Integer.bitCount(bits) == 1 && bits >= fewest && bits <= most;
    }
  }

  /// @throws PreparationException where it cannot be
  static PngHead of(byte[] bytes, int at, int size) throws PreparationException {
    if (size != SIZE) {
      throw Unreadable.damaged("its head has another length");
    }
    long width = number(bytes, at);
    long height = number(bytes, at + 4);
    int bits = bytes[at + 8] & 0xff;
    Kind kind =
        Kind.of(bytes[at + 9] & 0xff)
            .orElseThrow(() -> Unreadable.damaged("its head names no kind of pixels"));
    int interlaced = bytes[at + 12] & 0xff;
    if (width == 0 || height == 0) {
      throw Unreadable.damaged("its head says that it has no pixels");
    }
    if (!kind.takes(bits) || bytes[at + 10] != 0 || bytes[at + 11] != 0 || interlaced > 1) {
      throw Unreadable.damaged("its head says what no PNG has");
    }
    Unreadable.requireBounds(width, height);
    return new PngHead((int) width, (int) height, bits, kind, interlaced == 1);
  }

  private static long number(byte[] bytes, int at) {
    return (bytes[at] & 0xffL) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  int samples() {
    return kind.samples;
  }

  /// Bytes of a row of so many pixels.
  int stride(int pixels) {
    return (int) (((long) pixels * samples() * bits + 7) / 8);
  }

  /// Bytes from a pixel to the next, at least one: what filters look back.
  int pixelBytes() {
    return Math.max(1, samples() * bits / 8);
  }

  /// The fewest bytes that its rows and their filters are, before they are packed.
  long unpacked() {
    return (long) height * (1 + stride(width));
  }

  long memory() {
    return (long) stride(width) * (height + 4);
  }
}
