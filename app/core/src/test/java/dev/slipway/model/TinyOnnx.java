// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes protobuf messages field by field, and the ONNX ones by name, for tests.
public final class TinyOnnx {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static TinyOnnx message() {
    return new TinyOnnx();
  }

  /// A model with the newest IR and opset that the pinned runtime takes for sure.
  public static TinyOnnx model(TinyOnnx graph) {
    return model(8, 17, graph);
  }

  public static TinyOnnx model(long ir, long opset, TinyOnnx graph) {
    return message().number(1, ir).text(2, "tiny").bytes(8, opset("", opset)).bytes(7, graph);
  }

  public static TinyOnnx opset(String domain, long version) {
    return message().text(1, domain).number(2, version);
  }

  public static TinyOnnx metadata(String key, String value) {
    return message().text(1, key).text(2, value);
  }

  public static TinyOnnx graph(TinyOnnx... nodes) {
    TinyOnnx graph = message();
    for (TinyOnnx node : nodes) {
      graph.bytes(1, node);
    }
    return graph.text(2, "g");
  }

  public TinyOnnx input(TinyOnnx value) {
    return bytes(11, value);
  }

  public TinyOnnx output(TinyOnnx value) {
    return bytes(12, value);
  }

  public TinyOnnx initializer(TinyOnnx tensor) {
    return bytes(5, tensor);
  }

  /// A node; inputs and outputs are separated by blanks.
  public static TinyOnnx node(String operator, String inputs, String outputs) {
    return node("", operator, inputs, outputs);
  }

  public static TinyOnnx node(String domain, String operator, String inputs, String outputs) {
    TinyOnnx node = message();
    for (String input : inputs.split(" ")) {
      node.text(1, input);
    }
    for (String output : outputs.split(" ")) {
      node.text(2, output);
    }
    return node.text(4, operator).text(7, domain);
  }

  public TinyOnnx attribute(String name, int field, TinyOnnx value) {
    return bytes(5, message().text(1, name).bytes(field, value));
  }

  public TinyOnnx floats(String name, float... values) {
    ByteBuffer packed = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    packed.asFloatBuffer().put(values);
    return bytes(5, message().text(1, name).raw(7, packed.array()).number(20, 6));
  }

  public TinyOnnx ints(String name, long... values) {
    TinyOnnx attribute = message().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return bytes(5, attribute.number(20, 7));
  }

  public TinyOnnx integer(String name, long value) {
    return bytes(5, message().text(1, name).number(3, value).number(20, 2));
  }

  /// A value of a tensor type; a dimension is a number or a name.
  public static TinyOnnx value(String name, int elementType, Object... dimensions) {
    return message().text(1, name).bytes(2, tensorType(elementType, dimensions));
  }

  public static TinyOnnx tensorType(int elementType, Object... dimensions) {
    TinyOnnx shape = message();
    for (Object dimension : dimensions) {
      shape.bytes(
          1,
          dimension instanceof Number size
              ? message().number(1, size.longValue())
              : message().text(2, dimension.toString()));
    }
    return message().bytes(1, message().number(1, elementType).bytes(2, shape));
  }

  /// A float tensor of ones.
  public static TinyOnnx floatTensor(String name, long... dimensions) {
    TinyOnnx tensor = message();
    int count = 1;
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
      count *= (int) dimension;
    }
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat(1);
    }
    return tensor.number(2, 1).text(8, name).raw(9, data.array());
  }

  public TinyOnnx number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  public TinyOnnx text(int field, String value) {
    return raw(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public TinyOnnx bytes(int field, TinyOnnx value) {
    return raw(field, value.toBytes());
  }

  public TinyOnnx raw(int field, byte[] value) {
    varint(((long) field << 3) | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
