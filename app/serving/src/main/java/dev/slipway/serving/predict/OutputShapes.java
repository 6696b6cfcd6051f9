// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Predicts output shapes from the symbols that a request's shapes bind.
final class OutputShapes {

  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  OutputShapes(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /// The shapes that are sure; outputs with an unbound axis are left out.
  Map<String, long[]> of(Map<String, Tensor> request) {
    Map<String, Long> symbols = symbols(request);
    Map<String, long[]> shapes = new HashMap<>();
    for (TensorSpec output : outputs) {
      long[] shape = resolve(output, symbols);
      if (shape != null) {
        shapes.put(output.name(), shape);
      }
    }
    return shapes;
  }

  private Map<String, Long> symbols(Map<String, Tensor> request) {
    Map<String, Long> symbols = new HashMap<>();
    for (TensorSpec input : inputs) {
      Tensor tensor = request.get(input.name());
      for (int axis = 0; tensor != null && axis < input.shape().size(); axis++) {
        if (input.shape().get(axis) instanceof Dimension.Dynamic(String symbol)
            && !symbol.isEmpty()) {
          symbols.put(symbol, tensor.dimension(axis));
        }
      }
    }
    return symbols;
  }

  /// Null when an axis is unbound.
  private static long @Nullable [] resolve(TensorSpec output, Map<String, Long> symbols) {
    long[] shape = new long[output.shape().size()];
    for (int axis = 0; axis < shape.length; axis++) {
      Dimension dimension = output.shape().get(axis);
      Long size =
          dimension instanceof Dimension.Dynamic(String symbol)
              ? symbols.get(symbol)
              : Long.valueOf(dimension.sizeOrMinusOne());
      if (size == null) {
        return null;
      }
      shape[axis] = size;
    }
    return shape;
  }

  /// The shapes of an answer that was given.
  static Map<String, long[]> observed(Map<String, Tensor> answer) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    answer.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }
}
