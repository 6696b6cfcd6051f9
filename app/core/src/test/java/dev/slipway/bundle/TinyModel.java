// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// The smallest real ONNX model: `y` is `x`, two numbers a row.
final class TinyModel {

  private TinyModel() {}

  static byte[] bytes() {
    byte[] node = join(text(1, "x"), text(2, "y"), text(4, "Identity"));
    byte[] shape = join(field(1, text(2, "rows")), field(1, number(1, 2)));
    byte[] type = field(1, join(number(1, 1), field(2, shape)));
    byte[] graph =
        join(
            field(1, node),
            text(2, "tiny"),
            field(11, join(text(1, "x"), field(2, type))),
            field(12, join(text(1, "y"), field(2, type))));
    return join(number(1, 8), field(7, graph), field(8, number(2, 13)));
  }

  private static byte[] number(int field, int value) {
    return new byte[] {(byte) (field << 3), (byte) value};
  }

  private static byte[] text(int field, String text) {
    return field(field, text.getBytes(UTF_8));
  }

  private static byte[] field(int field, byte[] content) {
    return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
