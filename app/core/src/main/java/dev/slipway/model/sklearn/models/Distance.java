// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.GraphWriter.Turn;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.List;

/// How far apart two rows are.
interface Distance {

  double of(double[] a, double[] b);

  /// All rows of a graph from rows that it carries: `[rows, vectors]`.
  String write(GraphWriter graph, String x, double[][] vectors);

  /// A distance by its name.
  ///
  /// @param power of a Minkowski distance
  /// @param weights of its columns; none where they all weigh the same
  static Distance of(Instance fitted, String metric, double power, double[] weights)
      throws NotConvertible {
    if (weights.length > 0 && !metric.equals("minkowski")) {
      throw Estimators.refused(fitted, "metric " + metric + " with weights");
    }
    return switch (metric) {
      case "euclidean", "l2" -> new Minkowski(2, weights);
      case "sqeuclidean" -> new Squared();
      case "manhattan", "cityblock", "l1" -> new Manhattan();
      case "chebyshev", "infinity" -> new Chebyshev();
      case "minkowski" -> new Minkowski(power, weights);
      case "canberra" -> new Canberra();
      case "hamming" -> new Hamming();
      case "cosine" -> new Cosine();
      default -> throw Estimators.refused(fitted, "metric " + metric);
    };
  }

  /// A distance that adds up, or takes the most of, what each column gives. The graph goes through
  /// the columns one by one: it holds no more than the answer, and what cancels out is exact.
  interface Columnwise extends Distance {

    /// Up to so many columns, the graph has nodes for each; beyond, a loop.
    int UNROLLED = 32;

    double part(double a, double b, int column);

    /// @param x `[rows, 1]`
    /// @param y `[1, vectors]`
    /// @param weight of the column, without axes or `[1]`
    String part(GraphWriter graph, String x, String y, String weight);

    /// What columns weigh, where they do not all weigh the same.
    default double[] weights() {
      return new double[0];
    }

    default double together(double a, double b) {
      return a + b;
    }

    /// The operator that does the same.
    default String together() {
      return "Add";
    }

    default double finished(double sum, int columns) {
      return sum;
    }

    default String finished(GraphWriter graph, String sum, int columns) {
      return sum;
    }

    @Override
    default double of(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum = together(sum, part(a[i], b[i], i));
      }
      return finished(sum, a.length);
    }

    @Override
    default String write(GraphWriter graph, String x, double[][] vectors) {
      double[][] columns = Tensors.transposed(vectors);
      double[] weights = new double[columns.length];
      Arrays.fill(weights, 1);
      System.arraycopy(weights(), 0, weights, 0, weights().length);
      String sum =
          columns.length > UNROLLED
              ? looped(graph, x, columns, weights)
              : unrolled(graph, x, columns, weights);
      return finished(graph, sum, columns.length);
    }

    private String unrolled(GraphWriter graph, String x, double[][] columns, double[] weights) {
      String sum = "";
      for (int i = 0; i < columns.length; i++) {
        String column = Tensors.column(graph, x, i);
        String part = part(graph, column, Tensors.row(graph, columns[i]), graph.scalar(weights[i]));
        sum = i == 0 ? part : graph.node(together(), sum, part);
      }
      return sum;
    }

    private String looped(GraphWriter graph, String x, double[][] columns, double[] weights) {
      String all = Tensors.matrix(graph, columns);
      String weighted = graph.doubles(List.of((long) weights.length), weights);
      String nothing = graph.node("Mul", Tensors.column(graph, x, 0), graph.scalar(0));
      String start = graph.node("Add", nothing, Tensors.row(graph, new double[columns[0].length]));
      return graph
          .loop(
              columns.length,
              List.of(start),
              (number, sum) -> {
                String place = graph.node("Unsqueeze", number, graph.longs(0));
                String part =
                    part(
                        graph,
                        graph.along("Gather", x, place),
                        graph.node("Gather", all, place),
                        graph.node("Gather", weighted, place));
                return new Turn(
                    graph.node("Identity", graph.truths(true)),
                    List.of(graph.node(together(), sum.getFirst(), part)));
              })
          .getFirst();
    }

    /// Of both sides.
    static String apart(GraphWriter graph, String x, String y) {
      return graph.node("Abs", graph.node("Sub", x, y));
    }
  }

  /// The square of the Euclidean distance.
  record Squared() implements Columnwise {
    @Override
    public double part(double a, double b, int column) {
      return (a - b) * (a - b);
    }

    @Override
    public String part(GraphWriter graph, String x, String y, String weight) {
      String off = graph.node("Sub", x, y);
      return graph.node("Mul", off, off);
    }
  }

  /// Along the axes.
  record Manhattan() implements Columnwise {
    @Override
    public double part(double a, double b, int column) {
      return Math.abs(a - b);
    }

    @Override
    public String part(GraphWriter graph, String x, String y, String weight) {
      return Columnwise.apart(graph, x, y);
    }
  }

  /// Along the axis on which they are farthest apart.
  record Chebyshev() implements Columnwise {
    @Override
    public double part(double a, double b, int column) {
      return Math.abs(a - b);
    }

    @Override
    public String part(GraphWriter graph, String x, String y, String weight) {
      return Columnwise.apart(graph, x, y);
    }

    @Override
    public double together(double a, double b) {
      return Math.max(a, b);
    }

    @Override
    public String together() {
      return "Max";
    }
  }

  /// The root of the sum of powers; Euclidean for the power of two. Small whole powers are
  /// products, whose last digit is the same everywhere: it decides which of two vectors is nearer.
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Minkowski(double power, double[] weights) implements Columnwise {
    private static final int MOST_FACTORS = 8;

    private boolean square() {
      return power == 2;
    }

    private boolean whole() {
      return power == Math.rint(power) && power <= MOST_FACTORS;
    }

    @Override
    public double part(double a, double b, int column) {
      double off = Math.abs(a - b);
      double part = whole() ? off : Math.pow(off, power);
      for (int i = 1; whole() && i < power; i++) {
        part *= off;
      }
      return weights.length > 0 ? weights[column] * part : part;
    }

    @Override
    public String part(GraphWriter graph, String x, String y, String weight) {
      String off = Columnwise.apart(graph, x, y);
      String part = whole() ? off : graph.node("Pow", off, graph.scalar(power));
      for (int i = 1; whole() && i < power; i++) {
        part = graph.node("Mul", part, off);
      }
      return weights.length > 0 ? graph.node("Mul", part, weight) : part;
    }

    @Override
    public double finished(double sum, int columns) {
      return square() ? Math.sqrt(sum) : Math.pow(sum, 1 / power);
    }

    @Override
    public String finished(GraphWriter graph, String sum, int columns) {
      return square() ? graph.node("Sqrt", sum) : graph.node("Pow", sum, graph.scalar(1 / power));
    }
  }

  /// Each column as a share of its size; nothing where both are zero.
  record Canberra() implements Columnwise {
    @Override
    public double part(double a, double b, int column) {
      double size = Math.abs(a) + Math.abs(b);
      return size > 0 ? Math.abs(a - b) / size : 0;
    }

    @Override
    public String part(GraphWriter graph, String x, String y, String weight) {
      String size = graph.node("Add", graph.node("Abs", x), graph.node("Abs", y));
      String share = graph.node("Div", Columnwise.apart(graph, x, y), size);
      String some = graph.node("Greater", size, graph.scalar(0));
      return graph.node("Where", some, share, graph.scalar(0));
    }
  }

  /// The share of columns that differ.
  record Hamming() implements Columnwise {
    @Override
    public double part(double a, double b, int column) {
      return a == b ? 0 : 1;
    }

    @Override
    public String part(GraphWriter graph, String x, String y, String weight) {
      return Tensors.counted(graph, graph.node("Not", graph.node("Equal", x, y)));
    }

    @Override
    public double finished(double sum, int columns) {
      return sum / columns;
    }

    @Override
    public String finished(GraphWriter graph, String sum, int columns) {
      return graph.node("Div", sum, graph.scalar(columns));
    }
  }

  /// One less the cosine of the angle between them; a row of zeros is at a right angle to all.
  record Cosine() implements Distance {
    @Override
    public double of(double[] a, double[] b) {
      return Math.clamp(1 - Rows.dot(a, b) / length(a) / length(b), 0.0, 2.0);
    }

    private static double length(double[] row) {
      double length = Math.sqrt(Rows.dot(row, row));
      return length == 0 ? 1 : length;
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      double[][] units = new double[vectors.length][];
      for (int i = 0; i < units.length; i++) {
        double length = length(vectors[i]);
        units[i] = Arrays.stream(vectors[i]).map(value -> value / length).toArray();
      }
      String length = graph.node("Sqrt", Tensors.sum(graph, graph.node("Mul", x, x)));
      String none = graph.node("Equal", length, graph.scalar(0));
      String divisor = graph.node("Where", none, graph.scalar(1), length);
      String cosine = Tensors.product(graph, graph.node("Div", x, divisor), units);
      String away = graph.node("Sub", graph.scalar(1), cosine);
      return graph.node("Clip", away, graph.scalar(0), graph.scalar(2));
    }
  }
}
