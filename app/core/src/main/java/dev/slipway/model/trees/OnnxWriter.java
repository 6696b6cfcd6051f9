// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes one protobuf message, and the ONNX ones by name.
final class OnnxWriter {

  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int STRING = 8;
  static final int BOOL = 9;
  static final int DOUBLE = 11;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  OnnxWriter number(int field, long value) {
    varint((long) field << 3, out);
    varint(value, out);
    return this;
  }

  OnnxWriter text(int field, String value) {
    return raw(field, value.getBytes(StandardCharsets.UTF_8));
  }

  OnnxWriter message(int field, OnnxWriter value) {
    return raw(field, value.toBytes());
  }

  private OnnxWriter raw(int field, byte[] value) {
    varint(((long) field << 3) | 2, out);
    varint(value.length, out);
    out.writeBytes(value);
    return this;
  }

  /// A node of a graph.
  static OnnxWriter node(String operator, List<String> inputs, String output) {
    OnnxWriter node = new OnnxWriter();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(3, output).text(4, operator);
  }

  OnnxWriter attribute(String name, long value) {
    return message(5, new OnnxWriter().text(1, name).number(3, value).number(20, 2));
  }

  OnnxWriter attribute(String name, String value) {
    return message(5, new OnnxWriter().text(1, name).text(4, value).number(20, 3));
  }

  OnnxWriter attribute(String name, long[] values) {
    var packed = new ByteArrayOutputStream();
    for (long value : values) {
      varint(value, packed);
    }
    return message(5, new OnnxWriter().text(1, name).raw(8, packed.toByteArray()).number(20, 7));
  }

  OnnxWriter attribute(String name, List<String> values) {
    OnnxWriter attribute = new OnnxWriter().text(1, name);
    values.forEach(value -> attribute.text(9, value));
    return message(5, attribute.number(20, 8));
  }

  OnnxWriter attribute(String name, OnnxWriter tensor) {
    return message(5, new OnnxWriter().text(1, name).message(5, tensor).number(20, 4));
  }

  static OnnxWriter doubles(String name, List<Long> shape, double... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    return tensor(name, DOUBLE, shape).raw(9, data.array());
  }

  static OnnxWriter bools(String name, List<Long> shape, boolean... values) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      data[i] = (byte) (values[i] ? 1 : 0);
    }
    return tensor(name, BOOL, shape).raw(9, data);
  }

  static OnnxWriter longs(String name, long... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return tensor(name, INT64, List.of((long) values.length)).raw(9, data.array());
  }

  static OnnxWriter strings(String name, List<String> values) {
    OnnxWriter tensor = tensor(name, STRING, List.of((long) values.size()));
    values.forEach(value -> tensor.text(6, value));
    return tensor;
  }

  private static OnnxWriter tensor(String name, int type, List<Long> shape) {
    OnnxWriter tensor = new OnnxWriter();
    shape.forEach(size -> tensor.number(1, size));
    return tensor.number(2, type).text(8, name);
  }

  /// An input or output: rows, and then an axis of this width; only rows when it is zero.
  static OnnxWriter value(String name, int type, long width) {
    OnnxWriter shape = new OnnxWriter().message(1, new OnnxWriter().text(2, "rows"));
    if (width > 0) {
      shape.message(1, new OnnxWriter().number(1, width));
    }
    var tensor = new OnnxWriter().number(1, type).message(2, shape);
    return new OnnxWriter().text(1, name).message(2, new OnnxWriter().message(1, tensor));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private static void varint(long value, ByteArrayOutputStream out) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
