// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;

/// How alike two rows are.
interface Kernel {

  double of(double[] a, double[] b);

  /// All rows of a graph with rows that it carries: `[rows, vectors]`.
  String write(GraphWriter graph, String x, double[][] vectors);

  /// The product of both.
  record Dot() implements Kernel {
    @Override
    public double of(double[] a, double[] b) {
      return Rows.dot(a, b);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      return Tensors.product(graph, x, vectors);
    }
  }

  /// (gamma · product + constant) to a power.
  record Polynomial(double gamma, double constant, double degree) implements Kernel {
    @Override
    public double of(double[] a, double[] b) {
      return Math.pow(gamma * Rows.dot(a, b) + constant, degree);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      return graph.node("Pow", scaled(graph, x, vectors, gamma, constant), graph.scalar(degree));
    }
  }

  /// The hyperbolic tangent of gamma · product + constant.
  record Tangent(double gamma, double constant) implements Kernel {
    @Override
    public double of(double[] a, double[] b) {
      return Math.tanh(gamma * Rows.dot(a, b) + constant);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      return graph.node("Tanh", scaled(graph, x, vectors, gamma, constant));
    }
  }

  private static String scaled(
      GraphWriter graph, String x, double[][] vectors, double gamma, double constant) {
    String product = Tensors.product(graph, x, Rows.times(vectors, gamma));
    return graph.node("Add", product, graph.scalar(constant));
  }

  /// exp(-gamma · squared distance).
  record Radial(double gamma) implements Kernel {
    @Override
    public double of(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
      }
      return Math.exp(-gamma * sum);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      String squares = squares(graph, x, vectors);
      return graph.node("Exp", graph.node("Mul", squares, graph.scalar(-gamma)));
    }

    /// Squared distances as |a|² - 2ab + |b|², which needs no more memory than the answer; both
    /// sides are moved by the mean of the vectors first, so that little cancels out.
    private static String squares(GraphWriter graph, String x, double[][] vectors) {
      double[] mean = mean(vectors);
      double[][] moved = moved(vectors, mean);
      double[] norms = new double[moved.length];
      for (int i = 0; i < norms.length; i++) {
        norms[i] = Rows.dot(moved[i], moved[i]);
      }
      String from = graph.node("Sub", x, Tensors.row(graph, mean));
      String own = Tensors.sum(graph, graph.node("Mul", from, from));
      String twice = Tensors.product(graph, from, Rows.times(moved, -2));
      String sum = graph.node("Add", own, graph.node("Add", twice, Tensors.row(graph, norms)));
      return graph.node("Max", sum, graph.scalar(0));
    }

    private static double[] mean(double[][] vectors) {
      double[] mean = new double[vectors[0].length];
      for (double[] vector : vectors) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += vector[i] / vectors.length;
        }
      }
      return mean;
    }

    private static double[][] moved(double[][] vectors, double[] by) {
      double[][] moved = new double[vectors.length][by.length];
      for (int i = 0; i < moved.length; i++) {
        for (int j = 0; j < by.length; j++) {
          moved[i][j] = vectors[i][j] - by[j];
        }
      }
      return moved;
    }
  }

  /// exp(-gamma · distance along the axes).
  record Laplacian(double gamma) implements Kernel {
    @Override
    public double of(double[] a, double[] b) {
      return Math.exp(-gamma * new Distance.Manhattan().of(a, b));
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      String far = new Distance.Manhattan().write(graph, x, vectors);
      return graph.node("Exp", graph.node("Mul", far, graph.scalar(-gamma)));
    }
  }
}
