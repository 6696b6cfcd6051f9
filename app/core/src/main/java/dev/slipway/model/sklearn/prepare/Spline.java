// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;

/// Splines over the same knots: sums of B-splines (de Boor, A Practical Guide to Splines, chapter
/// IX).
///
/// @param weights of each B-spline in each sum
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Spline(double[] knots, double[][] weights, int degree) {

  static Spline read(Instance fitted) throws MalformedException {
    // Attributes of scipy.interpolate.BSpline; newer ones keep them behind properties
    double[] knots = fitted.numbers(fitted.has("t") ? "t" : "_t");
    double[][] weights = fitted.matrix(fitted.has("c") ? "c" : "_c");
    int degree = fitted.whole("k");
    boolean fits = weights.length > degree && knots.length >= weights.length + degree + 1;
    if (degree < 0 || !fits) {
      throw fitted.lacks("t", "has too few knots");
    }
    for (int i = 1; i < knots.length; i++) {
      if (!(knots[i - 1] <= knots[i])) {
        throw fitted.lacks("t", "has knots that fall");
      }
    }
    return new Spline(knots, weights, degree);
  }

  /// How many sums.
  int count() {
    return weights[0].length;
  }

  double least() {
    return knots[degree];
  }

  double most() {
    return knots[weights.length];
  }

  double[] at(double x) {
    return sums(basis(x, degree), piece(x), degree, weights);
  }

  /// Of degree one at least: the differences of neighbours' weights, over B-splines of one degree
  /// less.
  double[] slopesAt(double x) {
    double[][] differences = new double[weights.length][count()];
    for (int i = 1; i < weights.length; i++) {
      double gap = knots[i + degree] - knots[i];
      for (int j = 0; j < count() && gap > 0; j++) {
        differences[i][j] = degree * (weights[i][j] - weights[i - 1][j]) / gap;
      }
    }
    return sums(basis(x, degree - 1), piece(x), degree - 1, differences);
  }

  private static double[] sums(double[] basis, int piece, int degree, double[][] weights) {
    double[] sums = new double[weights[0].length];
    for (int i = 0; i <= degree; i++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += basis[i] * weights[piece - degree + i][j];
      }
    }
    return sums;
  }

  /// Index of the knot that begins the piece of a number; of those beyond, the outermost piece.
  int piece(double x) {
    int piece = degree;
    while (piece < weights.length - 1 && x >= knots[piece + 1]) {
      piece++;
    }
    return piece;
  }

  /// Values of the B-splines that are not zero in a number's piece.
  private double[] basis(double x, int degree) {
    int piece = piece(x);
    double[] values = new double[degree + 1];
    values[0] = 1;
    for (int order = 1; order <= degree; order++) {
      double carried = 0;
      for (int i = 0; i < order; i++) {
        double right = knots[piece + i + 1] - x;
        double left = x - knots[piece + 1 - order + i];
        double share = values[i] / (right + left);
        values[i] = carried + right * share;
        carried = left * share;
      }
      values[order] = carried;
    }
    return values;
  }
}
