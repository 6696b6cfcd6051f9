// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Puts rows together to larger requests, along the first dimension.
final class Batches {

  private Batches() {}

  /// @param size rows a request
  /// @param most requests
  static List<Map<String, Tensor>> of(List<Map<String, Tensor>> rows, int size, int most) {
    if (size == 1) {
      return rows;
    }
    Map<List<String>, List<Map<String, Tensor>>> alike =
        rows.stream()
            .collect(
                Collectors.groupingBy(Batches::shapes, LinkedHashMap::new, Collectors.toList()));
    List<Map<String, Tensor>> batches = new ArrayList<>();
    int count = Math.min(most, Math.max(1, rows.size()));
    for (int i = 0; i < count; i++) {
      List<Map<String, Tensor>> same =
          Objects.requireNonNull(alike.get(shapes(rows.get(i % rows.size()))));
      List<Map<String, Tensor>> part = new ArrayList<>();
      for (int j = 0; j < size; j++) {
        part.add(same.get((i * size + j) % same.size()));
      }
      batches.add(together(part));
    }
    return batches;
  }

  /// Only rows that are alike behind the first dimension can be put together.
  private static List<String> shapes(Map<String, Tensor> row) {
    return row.values().stream()
        .map(Tensor::shape)
        .map(shape ->
            Arrays.toString(Arrays.copyOfRange(shape, Math.min(1, shape.length), shape.length)))
        .toList();
  }

  private static Map<String, Tensor> together(List<Map<String, Tensor>> rows) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    for (String name : rows.getFirst().keySet()) {
      batch.put(
          name, stacked(rows.stream().map(row -> Objects.requireNonNull(row.get(name))).toList()));
    }
    return batch;
  }

  private static Tensor stacked(List<Tensor> parts) {
    Tensor first = parts.getFirst();
    long[] shape = first.shape().clone();
    shape[0] = parts.stream().mapToLong(part -> part.shape()[0]).sum();
    if (first.datatype() == DataType.BYTES) {
      return Tensor.bytes(shape, parts.stream().flatMap(part -> part.elements().stream()).toList());
    }
    ByteBuffer data =
        ByteBuffer.allocateDirect(parts.stream().mapToInt(part -> part.data().remaining()).sum());
    parts.forEach(part -> data.put(part.data()));
    return Tensor.wrap(first.datatype(), shape, data.flip());
  }
}
