// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.image.PngHead.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// PNGs of all kinds, with any filters and samples.
///
/// @param code of the kind in the head
/// @param transparent whether a colour is transparent
record MadePng(
    Kind kind, int code, int bits, boolean interlaced, boolean transparent, int width, int height) {

  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  static MadePng of(Random random) {
    int code = new int[] {0, 2, 3, 4, 6}[random.nextInt(5)];
    int[] bits =
        switch (code) {
          case 0 -> new int[] {1, 2, 4, 8, 16};
          case 3 -> new int[] {1, 2, 4, 8};
          default -> new int[] {8, 16};
        };
    return new MadePng(
        Kind.of(code).orElseThrow(),
        code,
        bits[random.nextInt(bits.length)],
        random.nextBoolean(),
        random.nextInt(4) == 0,
        1 + random.nextInt(40),
        1 + random.nextInt(40));
  }

  byte[] bytes(Random random) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeLong(0x89504e470d0a1a0aL);
    var head = new ByteArrayOutputStream();
    var fields = new DataOutputStream(head);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {(byte) bits, (byte) code, 0, 0, (byte) (interlaced ? 1 : 0)});
    chunk(out, "IHDR", head.toByteArray());
    if (kind == Kind.PALETTE) {
      chunk(out, "PLTE", noise(random, 3 << bits));
    }
    if (transparent && (kind == Kind.GREY || kind == Kind.COLOURS || kind == Kind.PALETTE)) {
      int size = kind == Kind.GREY ? 2 : kind == Kind.COLOURS ? 6 : 1;
      byte[] colour = new byte[size];
      colour[size - 1] = 1;
      chunk(out, "tRNS", colour);
    }
    byte[] packed = packed(random);
    int cut = random.nextInt(packed.length);
    chunk(out, "IDAT", Arrays.copyOf(packed, cut));
    chunk(out, "IDAT", Arrays.copyOfRange(packed, cut, packed.length));
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private byte[] packed(Random random) throws IOException {
    var rows = new ByteArrayOutputStream();
    try (var deflated = new DeflaterOutputStream(rows)) {
      for (int[] pass : interlaced ? PASSES : new int[][] {{0, 0, 1, 1}}) {
        int across = (width - pass[0] + pass[2] - 1) / pass[2];
        int down = (height - pass[1] + pass[3] - 1) / pass[3];
        int samples = code == 2 ? 3 : code == 4 ? 2 : code == 6 ? 4 : 1;
        for (int y = 0; across > 0 && y < down; y++) {
          deflated.write(random.nextInt(5));
          deflated.write(noise(random, (across * samples * bits + 7) / 8));
        }
      }
    }
    return rows.toByteArray();
  }

  private static byte[] noise(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
    out.writeInt(content.length);
    byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
    out.write(type);
    out.write(content);
    var sum = new CRC32();
    sum.update(type);
    sum.update(content);
    out.writeInt((int) sum.getValue());
  }
}
