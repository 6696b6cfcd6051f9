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

/// Spreads each column evenly, or as a normal distribution (`QuantileTransformer`): a number
/// becomes its place among the column's quantiles, between two of them by its distance.
///
/// @param quantiles of each column, rising
/// @param places of the quantiles, from 0 to 1
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Quantiles(double[][] quantiles, double[] places, boolean normal)
    implements NumberStep, Invertible {

  /// Nearer to an end than this counts as beyond it, so that nothing becomes infinite.
  private static final double EDGE = 1e-7;

  private static final double FARTHEST = Normal.quantile(1 - (EDGE - Math.ulp(1.0)));

  static Quantiles read(Instance fitted) throws MalformedException, NotConvertible {
    String distribution = fitted.text("output_distribution");
    if (!distribution.equals("uniform") && !distribution.equals("normal")) {
      throw Estimators.refused(fitted, "output_distribution " + distribution);
    }
    double[][] rows = fitted.matrix("quantiles_");
    double[] places = fitted.numbers("references_");
    if (rows.length != places.length || rows.length < 1) {
      throw fitted.lacks("references_", "has not a number for each quantile");
    }
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return new Quantiles(columns, places, distribution.equals("normal"));
  }

  @Override
  public int width() {
    return quantiles.length;
  }

  @Override
  public double[] of(double[] row) {
    double[] spread = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      spread[i] = place(row[i], quantiles[i]);
    }
    return spread;
  }

  private double place(double x, double[] of) {
    if (Double.isNaN(x)) {
      return x;
    }
    // Of equal quantiles the one way takes the last and the other the first; the middle counts
    double place = 0.5 * (between(x, of, places) - between(-x, turned(of), turned(places)));
    double edge = normal ? EDGE : 0;
    if (normal ? x + edge > of[of.length - 1] : x == of[of.length - 1]) {
      place = 1;
    }
    if (normal ? x - edge < of[0] : x == of[0]) {
      place = 0;
    }
    return normal ? Math.clamp(Normal.quantile(place), -FARTHEST, FARTHEST) : place;
  }

  @Override
  public double[] back(double[] row) {
    double[] original = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      double[] of = quantiles[i];
      double place = normal ? Normal.share(row[i]) : row[i];
      original[i] = between(place, places, of);
      if (normal ? place + EDGE > 1 : place == 1) {
        original[i] = of[of.length - 1];
      }
      if (normal ? place - EDGE < 0 : place == 0) {
        original[i] = of[0];
      }
    }
    return original;
  }

  private static double[] turned(double[] values) {
    double[] turned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i] = -values[values.length - 1 - i];
    }
    return turned;
  }

  /// NumPy's interp: on the line through the two points around x, at the ends what they have.
  private static double between(double x, double[] xs, double[] ys) {
    int last = xs.length - 1;
    if (x >= xs[last]) {
      return ys[last];
    }
    if (x < xs[0]) {
      return ys[0];
    }
    int at = 0;
    while (xs[at + 1] <= x) {
      at++;
    }
    return ys[at] + (ys[at + 1] - ys[at]) / (xs[at + 1] - xs[at]) * (x - xs[at]);
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    List<String> spread = new ArrayList<>();
    for (int i = 0; i < quantiles.length; i++) {
      spread.add(written(graph, Tensors.column(graph, columns, quantiles.length, i), quantiles[i]));
    }
    return Tensors.beside(graph, spread);
  }

  private String written(GraphWriter graph, String x, double[] of) {
    String there = Interpolation.write(graph, x, of, places);
    String back = Interpolation.write(graph, graph.node("Neg", x), turned(of), turned(places));
    String place = graph.node("Mul", graph.node("Sub", there, back), graph.scalar(0.5));
    String most = graph.scalar(of[of.length - 1]);
    String least = graph.scalar(of[0]);
    String bounded = ends(graph, x, place, new Ends(least, most, graph.scalar(0), graph.scalar(1)));
    String spread = normal ? Normal.write(graph, bounded, FARTHEST) : bounded;
    return graph.node("Where", graph.node("IsNaN", x), x, spread);
  }

  /// What counts as an end, and what it becomes.
  private record Ends(String least, String most, String first, String last) {}

  private String ends(GraphWriter graph, String x, String within, Ends ends) {
    String edge = graph.scalar(EDGE);
    String atMost =
        normal
            ? graph.node("Greater", graph.node("Add", x, edge), ends.most())
            : graph.node("Equal", x, ends.most());
    String atLeast =
        normal
            ? graph.node("Less", graph.node("Sub", x, edge), ends.least())
            : graph.node("Equal", x, ends.least());
    return graph.node(
        "Where", atLeast, ends.first(), graph.node("Where", atMost, ends.last(), within));
  }

  @Override
  public String writeBack(GraphWriter graph, String columns) {
    List<String> original = new ArrayList<>();
    for (int i = 0; i < quantiles.length; i++) {
      double[] of = quantiles[i];
      String x = Tensors.column(graph, columns, quantiles.length, i);
      String place = normal ? Normal.writeShare(graph, x) : x;
      String within = Interpolation.write(graph, place, places, of);
      var ends =
          new Ends(
              graph.scalar(0),
              graph.scalar(1),
              graph.scalar(of[0]),
              graph.scalar(of[of.length - 1]));
      original.add(ends(graph, place, within, ends));
    }
    return Tensors.beside(graph, original);
  }
}
