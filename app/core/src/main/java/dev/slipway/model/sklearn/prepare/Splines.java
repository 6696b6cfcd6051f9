// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;

/// Values of B-splines at the numbers of each column (`SplineTransformer`).
///
/// @param bias whether the last spline of each column is given out too
record Splines(List<Spline> columns, Beyond beyond, boolean bias) implements NumberStep {

  /// What holds beyond the outermost knots.
  enum Beyond {
    /// What holds at the knot.
    CONSTANT,
    /// A straight line from there.
    LINEAR,
    /// The polynomials of the outermost pieces.
    CONTINUE,
    /// What holds within, over and over.
    PERIODIC
  }

  Splines {
    columns = List.copyOf(columns);
  }

  static Splines read(Instance fitted) throws MalformedException, NotConvertible {
    String extrapolation = fitted.text("extrapolation");
    int degree = fitted.whole("degree");
    Beyond beyond =
        switch (extrapolation) {
          case "constant" -> Beyond.CONSTANT;
          case "linear" -> Beyond.LINEAR;
          case "periodic" -> Beyond.PERIODIC;
          // Rows beyond the knots are refused with "error": what holds there does not matter
          case "continue", "error" -> Beyond.CONTINUE;
          default -> throw Estimators.refused(fitted, "extrapolation " + extrapolation);
        };
    if (degree < 1 || (degree == 1 && beyond == Beyond.LINEAR)) {
      // scikit-learn moves the outer knots of all columns but the first then
      throw Estimators.refused(fitted, "degree %d, %s".formatted(degree, extrapolation));
    }
    List<Spline> columns = new ArrayList<>();
    for (Instance spline : fitted.instances("bsplines_")) {
      columns.add(Spline.read(spline));
    }
    return new Splines(columns, beyond, fitted.truth("include_bias"));
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public int made() {
    return columns.stream().mapToInt(spline -> spline.count() - (bias ? 0 : 1)).sum();
  }

  @Override
  public double[] of(double[] row) {
    double[] made = new double[made()];
    int at = 0;
    for (int i = 0; i < row.length; i++) {
      double[] values = values(columns.get(i), row[i]);
      int kept = values.length - (bias ? 0 : 1);
      System.arraycopy(values, 0, made, at, kept);
      at += kept;
    }
    return made;
  }

  private double[] values(Spline spline, double x) {
    double least = spline.least();
    double most = spline.most();
    return switch (beyond) {
      case CONSTANT -> spline.at(Math.clamp(x, least, most));
      case CONTINUE -> spline.at(x);
      case PERIODIC -> {
        double period = most - least;
        yield spline.at(x - Math.floor((x - least) / period) * period);
      }
      case LINEAR -> {
        double inside = Math.clamp(x, least, most);
        double[] values = spline.at(inside);
        double[] slopes = spline.slopesAt(inside);
        for (int i = 0; i < values.length && x != inside; i++) {
          values[i] += (x - inside) * slopes[i];
        }
        yield values;
      }
    };
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < this.columns.size(); i++) {
      Spline spline = this.columns.get(i);
      String x = Tensors.column(graph, columns, this.columns.size(), i);
      String values = written(graph, spline, x);
      made.add(
          bias
              ? values
              : graph.along("Gather", values, graph.longs(LongRange.upTo(spline.count() - 1))));
    }
    return Tensors.beside(graph, made);
  }

  private String written(GraphWriter graph, Spline spline, String x) {
    String least = graph.scalar(spline.least());
    String most = graph.scalar(spline.most());
    return switch (beyond) {
      case CONSTANT -> SplinePieces.write(graph, spline, Tensors.clip(graph, x, least, most), 0);
      case CONTINUE -> SplinePieces.write(graph, spline, x, 0);
      case PERIODIC -> {
        String period = graph.scalar(spline.most() - spline.least());
        String passed = graph.node("Div", graph.node("Sub", x, least), period);
        String whole = graph.node("Mul", graph.node("Floor", passed), period);
        yield SplinePieces.write(graph, spline, graph.node("Sub", x, whole), 0);
      }
      case LINEAR -> {
        String inside = Tensors.clip(graph, x, least, most);
        String away = graph.node("Sub", x, inside);
        String slopes = SplinePieces.write(graph, spline, inside, 1);
        yield graph.node(
            "Add", SplinePieces.write(graph, spline, inside, 0), graph.node("Mul", away, slopes));
      }
    };
  }
}
