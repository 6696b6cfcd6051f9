// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes pickles instruction by instruction, as no pickler would.
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Instructions by their letters.
  PickleWriter ops(String letters) {
    return raw(letters.getBytes(StandardCharsets.ISO_8859_1));
  }

  PickleWriter raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleWriter code(int... codes) {
    for (int code : codes) {
      out.write(code);
    }
    return this;
  }

  PickleWriter protocol(int version) {
    return code(0x80, version);
  }

  /// `GLOBAL`
  PickleWriter name(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  /// `STACK_GLOBAL`
  PickleWriter stackName(String module, String name) {
    return text(module).text(name).code(0x93);
  }

  PickleWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ops("X").int4(utf8.length).raw(utf8);
  }

  PickleWriter bytes(byte... bytes) {
    return ops("B").int4(bytes.length).raw(bytes);
  }

  PickleWriter number(int number) {
    return ops("J").int4(number);
  }

  PickleWriter int4(int number) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  PickleWriter int8(long number) {
    return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
  }

  /// `numpy.dtype` with the state that NumPy gives it.
  PickleWriter dtype(String type, String order) {
    return name("numpy", "dtype")
        .text(type)
        .code(0x89, 0x88, 0x87)
        .ops("R(K\u0003")
        .text(order)
        .ops("NNN")
        .number(-1)
        .number(-1)
        .ops("K\u0000tb");
  }

  /// A tuple of numbers.
  PickleWriter shape(int... axes) {
    ops("(");
    for (int axis : axes) {
      number(axis);
    }
    return ops("t");
  }

  /// An array as NumPy writes it up to protocol 4.
  PickleWriter array(String type, boolean columns, byte[] bytes, int... shape) {
    return name("numpy.core.multiarray", "_reconstruct")
        .name("numpy", "ndarray")
        .ops("K\u0000\u0085C\u0001b\u0087R(K\u0001")
        .shape(shape)
        .dtype(type, "<")
        .code(columns ? 0x88 : 0x89)
        .bytes(bytes)
        .ops("tb");
  }

  /// An array as joblib writes it: its description, then its bytes.
  PickleWriter joblibArray(String type, String order, byte[] bytes, int... shape) {
    return name("joblib.numpy_pickle", "NumpyArrayWrapper")
        .ops(")\u0081}(")
        .text("subclass")
        .name("numpy", "ndarray")
        .text("shape")
        .shape(shape)
        .text("order")
        .text(order)
        .text("dtype")
        .dtype(type, "<")
        .text("numpy_array_alignment_bytes")
        .number(16)
        .ops("ub\u0003")
        .code(0xff, 0xff, 0xff)
        .raw(bytes);
  }

  /// A call with one text, such as `os.system("touch x")`.
  PickleWriter call(String module, String name, String argument) {
    return name(module, name).text(argument).ops("\u0085R");
  }

  byte[] stop() {
    return code('.').out.toByteArray();
  }

  /// What was written so far.
  byte[] bytes() {
    return out.toByteArray();
  }

  /// Little-endian doubles.
  static byte[] doubles(double... values) {
    var bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }
}
