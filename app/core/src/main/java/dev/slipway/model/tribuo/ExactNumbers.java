// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The doubles of a model, found again by the floats that Tribuo's export cut them to.
///
/// Tribuo computes in double precision and exports in single. On features that are not scaled the
/// difference is more than a conversion may cost, so that the exported graph is made to compute in
/// double precision, with the weights as they were trained. A float that stands for two different
/// doubles stays a float.
final class ExactNumbers {

  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  private static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();

  private final Map<Float, Double> doubles = new HashMap<>();
  private final TribuoTypes types = new TribuoTypes();

  ExactNumbers(Message model) throws InvalidProtocolBufferException {
    collect(model);
  }

  /// Operators of `ai.onnx.ml` answer in single precision whatever they are given.
  static boolean fits(List<NodeProto> nodes) {
    return nodes.stream().noneMatch(node -> node.getDomain().equals("ai.onnx.ml"));
  }

  TensorProto exact(TensorProto tensor) {
    if (tensor.getDataType() != FLOAT) {
      return tensor;
    }
    int count = tensor.getRawData().size() / Float.BYTES + tensor.getFloatDataCount();
    ByteBuffer values = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (raw.hasRemaining()) {
      values.putDouble(exact(raw.getFloat()));
    }
    tensor.getFloatDataList().forEach(value -> values.putDouble(exact(value)));
    return tensor.toBuilder()
        .setDataType(DOUBLE)
        .clearFloatData()
        .setRawData(ByteString.copyFrom(values.flip()))
        .build();
  }

  /// The nodes that do the same in double precision.
  static List<NodeProto> exact(NodeProto node) {
    return switch (node.getOpType()) {
      case "Cast" -> List.of(castToDouble(node));
      case "Hardmax" -> hardmax(node);
      default -> List.of(node);
    };
  }

  private static NodeProto castToDouble(NodeProto node) {
    NodeProto.Builder exact = node.toBuilder();
    for (int i = 0; i < node.getAttributeCount(); i++) {
      AttributeProto attribute = node.getAttribute(i);
      if (attribute.getName().equals("to") && attribute.getI() == FLOAT) {
        exact.setAttribute(i, attribute.toBuilder().setI(DOUBLE));
      }
    }
    return exact.build();
  }

  /// The runtime has it in single precision only.
  private static List<NodeProto> hardmax(NodeProto node) {
    String single = node.getOutput(0) + "_single";
    String chosen = node.getOutput(0) + "_chosen";
    return List.of(
        cast(node.getInput(0), single, FLOAT),
        node.toBuilder().setInput(0, single).setOutput(0, chosen).build(),
        cast(chosen, node.getOutput(0), DOUBLE));
  }

  private static NodeProto cast(String input, String output, long type) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .setName("cast_" + output)
        .addInput(input)
        .addOutput(output)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(type))
        .build();
  }

  private double exact(float value) {
    Double found = doubles.get(value);
    return found == null || found.isNaN() ? value : found;
  }

  private void collect(Message message) throws InvalidProtocolBufferException {
    String kind = message.getDescriptorForType().getFullName();
    if (kind.equals("google.protobuf.Any")) {
      var type = message.getDescriptorForType();
      String url = (String) message.getField(type.findFieldByName("type_url"));
      var inner = types.of(url);
      if (inner.isPresent()) {
        ByteString bytes = (ByteString) message.getField(type.findFieldByName("value"));
        collect(DynamicMessage.parseFrom(inner.get(), bytes));
      }
      return;
    }
    for (var field : message.getAllFields().entrySet()) {
      List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
      for (Object value : values) {
        collect(field.getKey(), kind, value);
      }
    }
  }

  private void collect(FieldDescriptor field, String kind, Object value)
      throws InvalidProtocolBufferException {
    switch (value) {
      case Message inner -> collect(inner);
      case Double number -> add(number);
      case ByteString bytes
          when kind.startsWith("tribuo.math.") && field.getName().equals("values") -> {
        ByteBuffer numbers = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.remaining() >= Double.BYTES) {
          add(numbers.getDouble());
        }
      }
      default -> {}
    }
  }

  private void add(double number) {
    Double before = doubles.putIfAbsent((float) number, number);
    if (before != null && Double.compare(before, number) != 0) {
      doubles.put((float) number, Double.NaN);
    }
  }
}
