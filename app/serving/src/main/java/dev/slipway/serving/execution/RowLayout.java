// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How requests of one model can be laid row upon row along the first axis.
final class RowLayout {

  /// What [#rows] says of a request that cannot go with others.
  static final int ALONE = -1;

  private final List<TensorSpec> inputs;
  private final boolean hasRows;
  private final boolean oneKind;

  RowLayout(List<TensorSpec> inputs) {
    this.inputs = inputs;
    this.hasRows =
        !inputs.isEmpty()
            && inputs.stream().allMatch(TensorSpec::hasDynamicRows)
            && inputs.stream().noneMatch(input -> input.datatype() == DataType.BYTES);
    this.oneKind =
        inputs.stream()
            .flatMap(input -> input.shape().stream().skip(1))
            .allMatch(Dimension.Fixed.class::isInstance);
  }

  /// Rows that a request has, or [#ALONE] when its inputs disagree, are texts, or have none.
  int rows(Map<String, Tensor> request) {
    if (!hasRows) {
      return ALONE;
    }
    long rows = ALONE;
    for (Tensor tensor : request.values()) {
      long count = tensor.dimension(0);
      if (count == 0 || (rows != ALONE && rows != count)) {
        return ALONE;
      }
      rows = count;
    }
    return (int) rows;
  }

  /// Only requests of one kind can go together: their shapes behind the first axis agree.
  String kind(Map<String, Tensor> request) {
    if (oneKind) {
      return "";
    }
    StringBuilder kind = new StringBuilder();
    for (TensorSpec input : inputs) {
      Tensor tensor = request.get(input.name());
      long[] shape = tensor == null ? new long[0] : tensor.shape();
      kind.append(Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length)));
    }
    return kind.toString();
  }

  static Map<String, Tensor> slice(Map<String, Tensor> outputs, int from, int count) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    outputs.forEach((name, tensor) -> part.put(name, tensor.rows(from, count)));
    return part;
  }

  static boolean haveRows(Map<String, Tensor> outputs, int rows) {
    for (Tensor output : outputs.values()) {
      if (output.rank() == 0 || output.dimension(0) != rows) {
        return false;
      }
    }
    return true;
  }

  /// New tensors of a given number of rows, shaped like the request's.
  static Map<String, Tensor> zeros(Map<String, Tensor> like, int rows) {
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    like.forEach((name, tensor) -> {
      long[] shape = tensor.shape();
      shape[0] = rows;
      zeros.put(name, Tensor.zeros(tensor.datatype(), shape));
    });
    return zeros;
  }

  /// Lays requests one behind the other into tensors that hold exactly their rows.
  static void fill(Map<String, Tensor> target, List<Map<String, Tensor>> requests) {
    target.forEach((name, tensor) -> {
      var data = tensor.data();
      for (Map<String, Tensor> request : requests) {
        Tensor part = request.get(name);
        if (part != null) {
          data.put(part.data());
        }
      }
    });
  }
}
