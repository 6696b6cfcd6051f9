// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.OnnxParts;
import java.util.List;

/// Splines as a graph: between two knots each is a polynomial, whose coefficients are picked by the
/// piece that a number lies in.
final class SplinePieces {

  private SplinePieces() {}

  /// @param x `[rows, 1]`
  /// @param derivative 0 for the splines themselves, 1 for their slopes
  static String write(GraphWriter graph, Spline spline, String x, int derivative) {
    int first = spline.degree();
    int pieces = spline.weights().length - first;
    double[] starts = new double[pieces];
    System.arraycopy(spline.knots(), first, starts, 0, pieces);
    String piece = Interpolation.segment(graph, x, starts);
    String flat = graph.node("Reshape", piece, graph.longs(-1));
    String start = graph.node("Gather", graph.doubles(List.of((long) pieces), starts), piece);
    String inside = graph.node("Sub", x, start);
    double[][][] all = new double[pieces][][];
    for (int i = 0; i < pieces; i++) {
      all[i] = polynomials(spline, first + i);
    }
    String sum = picked(graph, all, first, flat);
    if (derivative == 1) {
      sum = graph.node("Mul", sum, graph.scalar(first));
    }
    for (int power = first - 1; power >= derivative; power--) {
      String coefficient = picked(graph, all, power, flat);
      String scaled =
          derivative == 1 ? graph.node("Mul", coefficient, graph.scalar(power)) : coefficient;
      sum = graph.node("Add", graph.node("Mul", sum, inside), scaled);
    }
    return sum;
  }

  /// Coefficients of one power, for the piece of each row: `[rows, splines]`.
  private static String picked(GraphWriter graph, double[][][] all, int power, String piece) {
    int width = all[0].length;
    double[] table = new double[all.length * width];
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < width; j++) {
        table[i * width + j] = all[i][j][power];
      }
    }
    String rows = graph.doubles(List.of((long) all.length, (long) width), table);
    return graph.node("Gather", List.of(OnnxParts.attribute("axis", 0)), rows, piece);
  }

  /// Coefficients of each spline in one piece, of the distance from the piece's first knot.
  private static double[][] polynomials(Spline spline, int piece) {
    double[] knots = spline.knots();
    int degree = spline.degree();
    double[][] basis = new double[degree + 2][degree + 1];
    basis[degree][0] = 1;
    // basis[i] belongs to the B-spline that begins at knot piece - degree + i
    for (int order = 1; order <= degree; order++) {
      double[][] higher = new double[degree + 2][degree + 1];
      for (int i = degree - order; i <= degree; i++) {
        int knot = piece - degree + i;
        double up = knots[knot + order] - knots[knot];
        if (up > 0) {
          add(higher[i], basis[i], (knots[piece] - knots[knot]) / up, 1 / up);
        }
        boolean follows = i < degree;
        double down = follows ? knots[knot + order + 1] - knots[knot + 1] : 0;
        if (down > 0) {
          add(higher[i], basis[i + 1], (knots[knot + order + 1] - knots[piece]) / down, -1 / down);
        }
      }
      basis = higher;
    }
    double[][] sums = new double[spline.count()][degree + 1];
    for (int i = 0; i <= degree; i++) {
      for (int j = 0; j < sums.length; j++) {
        for (int power = 0; power <= degree; power++) {
          sums[j][power] += spline.weights()[piece - degree + i][j] * basis[i][power];
        }
      }
    }
    return sums;
  }

  /// Adds a polynomial times `constant + slope * x`.
  private static void add(double[] to, double[] polynomial, double constant, double slope) {
    for (int power = 0; power < polynomial.length; power++) {
      to[power] += polynomial[power] * constant;
      if (power + 1 < to.length) {
        to[power + 1] += polynomial[power] * slope;
      }
    }
  }
}
