// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import java.util.List;
import java.util.OptionalLong;

/// The model as nodes that pass named values to each other.
public record Graph(List<Node> nodes) {

  public Graph {
    nodes = List.copyOf(nodes);
  }

  /// One operator.
  ///
  /// @param name as in the file, or made from operator and position where the file has none
  /// @param operator type, such as `Gemm`
  /// @param domain operator domain; `ai.onnx` for the default one
  /// @param inputs names of the values it takes, initialisers included, absent ones left out
  /// @param outputs names of the values it makes
  /// @param parameters number of trained values among its inputs, and inside it
  /// @param flops floating-point operations for one row; empty where its shapes are not known, or
  ///   it is none of the operators that do nearly all the work
  public record Node(
      String name,
      String operator,
      String domain,
      List<String> inputs,
      List<String> outputs,
      long parameters,
      OptionalLong flops) {
    public Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }
}
