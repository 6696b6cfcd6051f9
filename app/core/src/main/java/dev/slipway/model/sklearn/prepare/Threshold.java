// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Tensors;
import java.util.Arrays;

/// 1 where a number is above a threshold, else 0 (`Binarizer`).
record Threshold(int width, double above) implements NumberStep {

  static Threshold read(Instance fitted) throws MalformedException {
    return new Threshold(fitted.whole("n_features_in_"), fitted.real("threshold"));
  }

  @Override
  public double[] of(double[] row) {
    return Arrays.stream(row).map(value -> value > above ? 1 : 0).toArray();
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    return Tensors.counted(graph, graph.node("Greater", columns, graph.scalar(above)));
  }
}
