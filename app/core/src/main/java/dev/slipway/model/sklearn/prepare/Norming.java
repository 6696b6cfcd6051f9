// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.base.Words;
import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Tensors;
import java.util.Optional;

/// Divides each row by its length; a row of zeros stays.
record Norming(int width, Norm norm) implements NumberStep {

  /// A row of a table that is shorter than this stays, as one of zeros does. Rows of counts are
  /// kept sparse by the library, and only zeros stay there.
  private static final double SHORT = 10 * Math.ulp(1.0);

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
    return divided(row, norm, SHORT);
  }

  /// A row over its length, but for one of zeros.
  static double[] divided(double[] row, Norm norm) {
    return divided(row, norm, Double.MIN_VALUE);
  }

  private static double[] divided(double[] row, Norm norm, double least) {
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
    for (int i = 0; i < row.length && !(length < least); i++) {
      divided[i] /= length;
    }
    return divided;
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    return written(graph, columns, norm, SHORT);
  }

  static String written(GraphWriter graph, String columns, Norm norm) {
    return written(graph, columns, norm, Double.MIN_VALUE);
  }

  private static String written(GraphWriter graph, String columns, Norm norm, double least) {
    String sizes = graph.node("Abs", columns);
    String length =
        switch (norm) {
          case L1 -> Tensors.sum(graph, sizes);
          case L2 -> graph.node("Sqrt", Tensors.sum(graph, graph.node("Mul", columns, columns)));
          case MAX -> Tensors.largest(graph, sizes);
        };
    String stays = graph.node("Less", length, graph.scalar(least));
    return graph.node("Div", columns, graph.node("Where", stays, graph.scalar(1), length));
  }
}
