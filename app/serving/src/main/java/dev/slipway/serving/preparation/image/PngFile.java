// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// A PNG of any kind of pixels. Chunks that others may leave out are left out, among them those of
/// transparency and of colour profiles.
final class PngFile implements PictureFile {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private static final int COLOUR = 3;
  private static final int MOST_COLOURS = 256;

  /// Bytes that one byte can be unpacked to at most: a repetition of 258 takes two bits.
  private static final long MOST_UNPACKED = 1032;

  /// What unpacks it, outside Java's heap.
  private static final long INFLATER = 1 << 16;

  private final byte[] bytes;
  private final PngHead head;

  private PngFile(byte[] bytes) throws PreparationException {
    this.bytes = bytes;
    PngChunks first = chunks();
    first.next();
    first.requireSum();
    if (!first.is(PngChunks.IHDR)) {
      throw Unreadable.damaged("it does not begin with its head");
    }
    head = PngHead.of(bytes, first.at(), first.size());
    if (MOST_UNPACKED * bytes.length < head.unpacked()) {
      throw Unreadable.cutOff();
    }
  }

  static boolean isOne(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /// @throws PreparationException also where the file is too short for what its head says
  static PngFile of(byte[] bytes) throws PreparationException {
    return new PngFile(bytes);
  }

  private PngChunks chunks() {
    return new PngChunks(bytes, SIGNATURE.length);
  }

  @Override
  public int width() {
    return head.width();
  }

  @Override
  public int height() {
    return head.height();
  }

  @Override
  public long memory() {
    return head.memory() + INFLATER;
  }

  @Override
  public Picture decode(BooleanSupplier goesOn) throws PreparationException {
    byte[] palette = palette(goesOn);
    byte[] pixels;
    try (var source = new PngSource(bytes, chunks(), goesOn)) {
      pixels = new PngRows(head, source).read(goesOn);
    }
    return PngPicture.of(head, pixels, palette, goesOn);
  }

  /// Looks at all chunks once, before memory is taken for pixels.
  ///
  /// @throws PreparationException where one is damaged or of a rare kind, or the last is missing
  private byte[] palette(BooleanSupplier goesOn) throws PreparationException {
    byte[] palette = {};
    PngChunks chunks = chunks();
    chunks.next();
    while (!chunks.is(PngChunks.IEND)) {
      Unreadable.require(goesOn);
      chunks.next();
      chunks.requireSum();
      if (chunks.is(PngChunks.PLTE)) {
        if (chunks.size() % COLOUR != 0 || chunks.size() > MOST_COLOURS * COLOUR) {
          throw Unreadable.damaged("its palette has another length");
        }
        palette = Arrays.copyOfRange(bytes, chunks.at(), chunks.at() + chunks.size());
      } else if (chunks.isCritical() && !chunks.is(PngChunks.IDAT) && !chunks.is(PngChunks.IEND)) {
        throw Unreadable.rare("a PNG with chunks " + chunks.printable());
      }
    }
    return palette;
  }
}
