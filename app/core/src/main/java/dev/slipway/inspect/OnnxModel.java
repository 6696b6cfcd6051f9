// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// An ONNX file as it is written, weights left out.
record OnnxModel(
    long irVersion,
    String producer,
    SortedMap<String, Long> opsets,
    SortedMap<String, String> metadata,
    OnnxGraph graph,
    List<Function> functions) {

  /// A graph, or the body of a function.
  record OnnxGraph(
      List<OnnxNode> nodes,
      List<Value> inputs,
      List<Value> outputs,
      List<Value> values,
      Map<String, Weights> initializers,
      List<Weights> unnamed) {}

  /// @param settings small integer attributes by name
  /// @param reals how many floating-point values its attributes hold outside tensors
  /// @param integers how many integers its attributes hold outside tensors
  record OnnxNode(
      String name,
      String operator,
      String domain,
      List<String> inputs,
      List<String> outputs,
      List<Weights> tensors,
      Map<String, List<Long>> settings,
      Map<String, String> texts,
      long reals,
      long integers,
      List<OnnxGraph> graphs) {}

  record Function(String domain, String name, OnnxGraph body) {}

  record Value(String name, ValueType type) {}

  /// A type that a value may have.
  sealed interface ValueType {

    /// @param shape empty when not even the number of axes is declared
    record TensorType(ElementType element, Optional<List<Axis>> shape) implements ValueType {}

    record SequenceType(ValueType of) implements ValueType {}

    record MapType(ElementType key, ValueType value) implements ValueType {}

    record OptionalType(ValueType of) implements ValueType {}

    record SparseType(ElementType element) implements ValueType {}

    record UndeclaredType() implements ValueType {}

    /// As the ONNX documents write it: `seq(map(int64,tensor(float)))`.
    default String text() {
      return switch (this) {
        case TensorType tensor -> "tensor(" + tensor.element().text() + ")";
        case SequenceType sequence -> "seq(" + sequence.of().text() + ")";
        case MapType map -> "map(" + map.key().text() + "," + map.value().text() + ")";
        case OptionalType optional -> "optional(" + optional.of().text() + ")";
        case SparseType sparse -> "sparse_tensor(" + sparse.element().text() + ")";
        case UndeclaredType _ -> "undeclared";
      };
    }
  }

  /// @param size -1 when free
  record Axis(long size, String name) {}

  /// A tensor whose values stay in the file.
  ///
  /// @param count number of values; -1 when the dimensions are impossible
  /// @param stored bytes of its values in this file; -1 when they are kept one by one
  record Weights(
      String name,
      ElementType element,
      List<Long> dimensions,
      long count,
      long stored,
      long textBytes,
      Map<String, String> external) {

    boolean isExternal() {
      return !external.isEmpty();
    }

    long byteCount() {
      return element == ElementType.STRING ? textBytes : element.bytes(count);
    }
  }
}
