// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of numbers, as an ensemble knows them, and what a caller of its ONNX model sends for them.
public final class ModelRows {

  /// What stands for a missing text; no model here knows it.
  private static final String UNKNOWN = "\u0001 none of the texts";

  private ModelRows() {}

  /// The inputs of the ONNX model.
  ///
  /// @param rows a text as its place in the list of those known, NaN for one that is not
  public static Map<String, Tensor> inputs(Input input, List<double[]> rows) {
    int width = input.names().size();
    if (!input.byColumn()) {
      double[] all = new double[rows.size() * width];
      for (int row = 0; row < rows.size(); row++) {
        System.arraycopy(rows.get(row), 0, all, row * width, width);
      }
      return Map.of("features", numbers(input, new long[] {rows.size(), width}, all));
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < width; i++) {
      int feature = i;
      double[] column = rows.stream().mapToDouble(row -> row[feature]).toArray();
      long[] shape = {rows.size(), 1};
      inputs.put(
          input.names().get(i),
          input.isText(i)
              ? Tensor.strings(shape, texts(input.texts().get(i), column))
              : numbers(input, shape, column));
    }
    return inputs;
  }

  private static String[] texts(List<String> known, double[] places) {
    String[] texts = new String[places.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Double.isNaN(places[i]) ? UNKNOWN : known.get((int) places[i]);
    }
    return texts;
  }

  private static Tensor numbers(Input input, long[] shape, double[] values) {
    if (input.precision() == Precision.DOUBLE) {
      return Tensor.doubles(shape, values);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.floats(shape, floats);
  }
}
