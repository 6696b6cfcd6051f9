// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

/// A symmetric, positive definite matrix as the product of a lower triangle and its transpose.
final class Cholesky {

  private final double[][] lower;

  /// @param matrix of which the lower triangle is read
  Cholesky(double[][] matrix) {
    lower = new double[matrix.length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column <= row; column++) {
        double rest = matrix[row][column];
        for (int k = 0; k < column; k++) {
          rest -= lower[row][k] * lower[column][k];
        }
        lower[row][column] =
            row == column
                ? Math.sqrt(Math.max(rest, Double.MIN_NORMAL))
                : rest / lower[column][column];
      }
    }
  }

  /// Solves with the lower triangle alone.
  double[] half(double[] right) {
    double[] solved = new double[right.length];
    for (int row = 0; row < right.length; row++) {
      double rest = right[row];
      for (int k = 0; k < row; k++) {
        rest -= lower[row][k] * solved[k];
      }
      solved[row] = rest / lower[row][row];
    }
    return solved;
  }

  /// Solves with the whole matrix.
  double[] whole(double[] right) {
    double[] solved = half(right);
    for (int row = right.length - 1; row >= 0; row--) {
      double rest = solved[row];
      for (int k = row + 1; k < right.length; k++) {
        rest -= lower[k][row] * solved[k];
      }
      solved[row] = rest / lower[row][row];
    }
    return solved;
  }

  double logDeterminant() {
    double sum = 0;
    for (int row = 0; row < lower.length; row++) {
      sum += 2 * Math.log(lower[row][row]);
    }
    return sum;
  }
}
