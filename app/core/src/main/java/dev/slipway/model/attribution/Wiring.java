// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Who makes which value of a graph, and what its constants hold.
final class Wiring {

  private static final int FLOAT = 1;
  private static final int INT32 = 6;
  private static final int INT64 = 7;
  private static final int DOUBLE = 11;

  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  Wiring(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant") && attribute(node, "value").isPresent()) {
        attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
      } else {
        node.getOutputList().forEach(output -> makers.put(output, node));
      }
    }
  }

  Optional<NodeProto> maker(String value) {
    return Optional.ofNullable(makers.get(value));
  }

  /// Whether a value is absent or the same for every request.
  boolean isConstant(String value) {
    return value.isEmpty() || constants.containsKey(value);
  }

  Optional<TensorProto> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /// Numbers of a constant; empty where it is none, or not of numbers that are kept here.
  Optional<double[]> numbers(String value) {
    return constant(value).flatMap(Wiring::numbers);
  }

  static Optional<double[]> numbers(TensorProto tensor) {
    if (!tensor.getExternalDataList().isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean packed = raw.remaining() > 0;
    return switch (tensor.getDataType()) {
      case FLOAT -> {
        double[] values = new double[packed ? raw.remaining() / 4 : tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = packed ? raw.getFloat(4 * i) : tensor.getFloatData(i);
        }
        yield Optional.of(values);
      }
      case DOUBLE -> {
        double[] values = new double[packed ? raw.remaining() / 8 : tensor.getDoubleDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = packed ? raw.getDouble(8 * i) : tensor.getDoubleData(i);
        }
        yield Optional.of(values);
      }
      case INT32 -> {
        double[] values = new double[packed ? raw.remaining() / 4 : tensor.getInt32DataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = packed ? raw.getInt(4 * i) : tensor.getInt32Data(i);
        }
        yield Optional.of(values);
      }
      case INT64 -> {
        double[] values = new double[packed ? raw.remaining() / 8 : tensor.getInt64DataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = packed ? raw.getLong(8 * i) : tensor.getInt64Data(i);
        }
        yield Optional.of(values);
      }
      default -> Optional.empty();
    };
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  static OptionalLong integer(NodeProto node, String name) {
    return attribute(node, name).stream().mapToLong(AttributeProto::getI).findFirst();
  }

  static double real(NodeProto node, String name, double otherwise) {
    return attribute(node, name).map(a -> (double) a.getF()).orElse(otherwise);
  }

  static String text(NodeProto node, String name, String otherwise) {
    return attribute(node, name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
  }

  static List<Long> integers(NodeProto node, String name) {
    return attribute(node, name).map(AttributeProto::getIntsList).orElse(List.of());
  }

  /// A list of numbers, as floats or as the tensor that newer versions keep more digits in.
  static double[] reals(NodeProto node, String name) {
    return attribute(node, name + "_as_tensor")
        .flatMap(a -> numbers(a.getT()))
        .filter(values -> values.length > 0)
        .orElseGet(() ->
            attribute(node, name).stream()
                .flatMap(a -> a.getFloatsList().stream())
                .mapToDouble(Float::doubleValue)
                .toArray());
  }
}
