// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.GraphWriter.Turn;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Probabilities of classes from those within each pair of them: the second method of Wu, Lin and
/// Weng (2004), as libsvm's `multiclass_probability` computes it.
///
/// It stops as soon as no class is off by more than 0.005 over their number, far before it has
/// settled: so each round counts, and the graph makes the same ones. A row that is done stays as it
/// is while others go on.
///
/// @param pairs of the classes
record Coupling(Pairs pairs) {

  private static final int ROUNDS = 100;

  private int classes() {
    return pairs.classes();
  }

  private int rounds() {
    return Math.max(ROUNDS, classes());
  }

  private double tolerance() {
    return 0.005 / classes();
  }

  /// @param shares of the first class of each pair
  double[] of(double[] shares) {
    int k = classes();
    double[][] within = new double[k][k];
    pairs.each((number, first, second) -> {
      within[first][second] = shares[number];
      within[second][first] = 1 - shares[number];
    });
    double[][] q = new double[k][k];
    for (int t = 0; t < k; t++) {
      for (int j = 0; j < k; j++) {
        if (j != t) {
          q[t][t] += within[j][t] * within[j][t];
          q[t][j] = -within[j][t] * within[t][j];
        }
      }
    }
    double[] p = new double[k];
    Arrays.fill(p, 1.0 / k);
    int left = rounds();
    while (left > 0 && moved(q, p)) {
      left--;
    }
    return p;
  }

  /// One round; whether one was needed.
  private boolean moved(double[][] q, double[] p) {
    double[] qp = new double[p.length];
    double sum = 0;
    for (int t = 0; t < p.length; t++) {
      qp[t] = Rows.dot(q[t], p);
      sum += p[t] * qp[t];
    }
    double most = 0;
    for (double value : qp) {
      most = Math.max(most, Math.abs(value - sum));
    }
    if (most < tolerance()) {
      return false;
    }
    for (int t = 0; t < p.length; t++) {
      double by = (sum - qp[t]) / q[t][t];
      p[t] += by;
      sum = (sum + by * (by * q[t][t] + 2 * qp[t])) / (1 + by) / (1 + by);
      for (int j = 0; j < p.length; j++) {
        qp[j] = (qp[j] + by * q[t][j]) / (1 + by);
        p[j] /= 1 + by;
      }
    }
    return true;
  }

  /// @param shares of the first class of each pair: `[rows, pairs]`
  /// @return `[rows, classes]`
  String write(GraphWriter graph, String shares) {
    String q = quadratic(graph, within(graph, shares));
    List<Line> lines = new ArrayList<>();
    for (int t = 0; t < classes(); t++) {
      String place = graph.longs(t);
      String row = graph.node("Squeeze", graph.along("Gather", q, place), graph.longs(1));
      lines.add(new Line(t, row, graph.along("Gather", row, place)));
    }
    String first = graph.node("Mul", graph.scalar(0), Tensors.column(graph, shares, 0));
    double[] even = new double[classes()];
    Arrays.fill(even, 1.0 / classes());
    String start = graph.node("Add", first, Tensors.row(graph, even));
    return graph
        .loop(rounds(), List.of(start), (number, p) -> round(graph, q, lines, p.getFirst()))
        .getFirst();
  }

  /// One row of the quadratic form.
  ///
  /// @param row `[rows, classes]`
  /// @param own its place on the diagonal: `[rows, 1]`
  private record Line(int at, String row, String own) {}

  /// Shares of each class within its pair with each other: `[rows, classes, classes]`.
  private String within(GraphWriter graph, String shares) {
    int k = classes();
    double[][] signs = new double[k * k][pairs.count()];
    double[] ones = new double[k * k];
    pairs.each((number, first, second) -> {
      signs[first * k + second][number] = 1;
      signs[second * k + first][number] = -1;
      ones[second * k + first] = 1;
    });
    String flat =
        graph.node("Add", Tensors.product(graph, shares, signs), Tensors.row(graph, ones));
    return graph.node("Reshape", flat, graph.longs(-1, k, k));
  }

  private String quadratic(GraphWriter graph, String within) {
    int k = classes();
    String turned =
        graph.node("Transpose", List.of(OnnxParts.attribute("perm", new long[] {0, 2, 1})), within);
    String off = graph.node("Neg", graph.node("Mul", within, turned));
    String squares = Tensors.sumAway(graph, graph.node("Mul", within, within), 1);
    double[] unit = new double[k * k];
    for (int i = 0; i < k; i++) {
      unit[i * k + i] = 1;
    }
    String diagonal =
        graph.node(
            "Mul",
            graph.node("Unsqueeze", squares, graph.longs(2)),
            graph.doubles(List.of((long) k, (long) k), unit));
    return graph.node("Add", off, diagonal);
  }

  private Turn round(GraphWriter graph, String q, List<Line> lines, String before) {
    String p = before;
    String upright = graph.node("Unsqueeze", p, graph.longs(2));
    String qp = graph.node("Squeeze", graph.node("MatMul", q, upright), graph.longs(2));
    String sum = Tensors.sum(graph, graph.node("Mul", p, qp));
    String off = graph.node("Abs", graph.node("Sub", qp, sum));
    String wrong = graph.node("Not", graph.node("Less", off, graph.scalar(tolerance())));
    String moving =
        graph.node("Greater", Tensors.sum(graph, Tensors.counted(graph, wrong)), graph.scalar(0));
    for (Line line : lines) {
      String own = Tensors.column(graph, qp, line.at());
      String by = graph.node("Div", graph.node("Sub", sum, own), line.own());
      String whole = graph.node("Add", by, graph.scalar(1));
      String gain =
          graph.node(
              "Mul",
              by,
              graph.node(
                  "Add",
                  graph.node("Mul", by, line.own()),
                  graph.node("Mul", own, graph.scalar(2))));
      sum = graph.node("Div", graph.node("Div", graph.node("Add", sum, gain), whole), whole);
      String added = graph.node("Mul", by, line.row());
      qp = graph.node("Div", graph.node("Add", qp, added), whole);
      double[] unit = new double[classes()];
      unit[line.at()] = 1;
      String moved = graph.node("Mul", by, Tensors.row(graph, unit));
      p = graph.node("Div", graph.node("Add", p, moved), whole);
    }
    String next = graph.node("Where", moving, p, before);
    String all = graph.node("ReduceSum", List.of(), Tensors.counted(graph, moving));
    return new Turn(graph.node("Greater", all, graph.scalar(0)), List.of(next));
  }
}
