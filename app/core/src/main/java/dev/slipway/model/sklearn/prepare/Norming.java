// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.base.Words;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import java.util.Optional;

/// Divides each row by its length; a row of zeros stays.
record Norming(int width, Norm norm) implements NumberStep {

  /// What a row's length is.
  enum Norm {
    /// Sum of the absolute values.
    L1,
    /// Square root of the sum of squares.
    L2,
    /// The largest absolute value.
    MAX
  }

  static Norming read(Instance fitted) throws MalformedException {
    return new Norming(
        fitted.whole("n_features_in_"),
        norm(fitted).orElseThrow(() -> fitted.lacks("norm", "is none")));
  }

  /// The norm that an object has under this name; empty for None.
  static Optional<Norm> norm(Instance fitted) throws MalformedException {
    if (!fitted.has("norm")) {
      return Optional.empty();
    }
    String written = fitted.text("norm");
    for (Norm norm : Norm.values()) {
      if (Words.id(norm).equals(written)) {
        return Optional.of(norm);
      }
    }
    throw fitted.lacks("norm", "is none of l1, l2 and max");
  }

  @Override
  public double[] of(double[] row) {
    return divided(row, norm);
  }

  static double[] divided(double[] row, Norm norm) {
    double length = 0;
    for (double value : row) {
      length =
          switch (norm) {
            case L1 -> length + Math.abs(value);
            case L2 -> length + value * value;
            case MAX -> Math.max(length, Math.abs(value));
          };
    }
    length = norm == Norm.L2 ? Math.sqrt(length) : length;
    double[] divided = row.clone();
    for (int i = 0; i < row.length && length != 0; i++) {
      divided[i] /= length;
    }
    return divided;
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    return written(graph, columns, norm);
  }

  static String written(GraphWriter graph, String columns, Norm norm) {
    String sizes = graph.node("Abs", columns);
    String length =
        switch (norm) {
          case L1 -> Formulas.sum(graph, sizes);
          case L2 -> graph.node("Sqrt", Formulas.sum(graph, graph.node("Mul", columns, columns)));
          case MAX -> Formulas.largest(graph, sizes);
        };
    String none = graph.node("Equal", length, graph.scalar(0));
    return graph.node("Div", columns, graph.node("Where", none, graph.scalar(1), length));
  }
}
