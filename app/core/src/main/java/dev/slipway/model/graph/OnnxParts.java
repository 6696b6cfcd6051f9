// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// What an ONNX graph is put together from.
public final class OnnxParts {

  private OnnxParts() {}

  public static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .addAllInput(inputs)
        .addOutput(output)
        .setName(output)
        .setOpType(operator);
  }

  public static AttributeProto attribute(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  public static AttributeProto attribute(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  public static AttributeProto attribute(String name, long[] values) {
    return attribute(name, AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  public static AttributeProto attribute(String name, List<String> values) {
    return attribute(name, AttributeType.STRINGS).addAllStrings(utf8(values)).build();
  }

  public static AttributeProto attribute(String name, TensorProto value) {
    return attribute(name, AttributeType.TENSOR).setT(value).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  public static TensorProto doubles(String name, List<Long> shape, double... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    return tensor(name, DataType.DOUBLE, shape).setRawData(ByteString.copyFrom(data)).build();
  }

  public static TensorProto bools(String name, boolean... values) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      data[i] = (byte) (values[i] ? 1 : 0);
    }
    return tensor(name, DataType.BOOL, List.of((long) values.length))
        .setRawData(ByteString.copyFrom(data))
        .build();
  }

  public static TensorProto longs(String name, long... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return tensor(name, DataType.INT64, List.of((long) values.length))
        .setRawData(ByteString.copyFrom(data))
        .build();
  }

  public static TensorProto strings(String name, List<String> values) {
    return tensor(name, DataType.STRING, List.of((long) values.size()))
        .addAllStringData(utf8(values))
        .build();
  }

  private static TensorProto.Builder tensor(String name, DataType type, List<Long> shape) {
    return TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).addAllDims(shape);
  }

  private static List<ByteString> utf8(List<String> texts) {
    return texts.stream().map(ByteString::copyFromUtf8).toList();
  }

  /// An input or output: rows, and then an axis of this width; only rows when it is zero.
  public static ValueInfoProto value(String name, DataType type, long width) {
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("rows");
    if (width > 0) {
      shape.addDimBuilder().setDimValue(width);
    }
    var tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
