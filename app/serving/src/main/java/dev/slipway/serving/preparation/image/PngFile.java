// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/// A PNG of any kind of pixels. Chunks that others may leave out are left out, among them those of
/// transparency and of colour profiles.
final class PngFile implements PictureFile {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /// Length, name and sum.
  private static final int AROUND = 12;

  private static final int COLOUR = 3;

  private final byte[] bytes;
  private final int length;
  private final PngHead head;

  private PngFile(byte[] bytes, int length) throws PreparationException {
    this.bytes = bytes;
    this.length = length;
    Chunk first = chunk(SIGNATURE.length);
    if (!first.name().equals("IHDR")) {
      throw Unreadable.damaged("it does not begin with its head");
    }
    head = PngHead.of(bytes, first.at(), first.size());
  }

  static boolean isOne(byte[] bytes, int length) {
    return length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  static PngFile of(byte[] bytes, int length) throws PreparationException {
    return new PngFile(bytes, length);
  }

  /// @param at of its content
  private record Chunk(String name, int at, int size) {

    int end() {
      return at + size + 4;
    }

    /// Whether a picture cannot be read without it.
    boolean isCritical() {
      return Character.isUpperCase(name.charAt(0));
    }
  }

  private Chunk chunk(int at) throws PreparationException {
    if (at + AROUND > length) {
      throw Unreadable.cutOff();
    }
    int size = ByteBuffer.wrap(bytes).getInt(at);
    if (size < 0) {
      throw Unreadable.damaged("a chunk says wrongly how long it is");
    }
    if (size > length - at - AROUND) {
      throw Unreadable.cutOff();
    }
    var chunk = new Chunk(new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1), at + 8, size);
    if (chunk.isCritical()) {
      var sum = new CRC32();
      sum.update(bytes, at + 4, 4 + size);
      if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(at + 8 + size)) {
        throw Unreadable.damaged("the sum of chunk " + printable(chunk.name()) + " is another");
      }
    }
    return chunk;
  }

  private static String printable(String name) {
    return name.matches("[A-Za-z]{4}") ? name : "of no name";
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
    return head.memory();
  }

  @Override
  public Picture decode(BooleanSupplier goesOn) throws PreparationException {
    List<ByteBuffer> packed = new ArrayList<>();
    byte[] palette = {};
    Chunk chunk = chunk(SIGNATURE.length);
    while (!chunk.name().equals("IEND")) {
      chunk = chunk(chunk.end());
      switch (chunk.name()) {
        case "IDAT" -> packed.add(ByteBuffer.wrap(bytes, chunk.at(), chunk.size()));
        case "PLTE" -> palette = Arrays.copyOfRange(bytes, chunk.at(), chunk.at() + chunk.size());
        case "IEND" -> {}
        default -> {
          if (chunk.isCritical()) {
            throw Unreadable.rare("a PNG with chunks " + printable(chunk.name()));
          }
        }
      }
    }
    if (palette.length % COLOUR != 0 || palette.length > 256 * COLOUR) {
      throw Unreadable.damaged("its palette has another length");
    }
    byte[] pixels;
    try (var source = new PngSource(packed)) {
      pixels = new PngRows(head, source).read(goesOn);
    }
    return PngPicture.of(head, pixels, palette);
  }
}
