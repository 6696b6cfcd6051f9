// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import java.util.List;

/// Whether a model's probabilities are calibrated: of the rows with a probability of 80 %, the
/// model should be right on 80 %.
///
/// @param expectedError how far score and truth lie apart, the mean over the rows (expected
///   calibration error)
/// @param bins tenths of the score that have rows, the lowest first
public record Calibration(double expectedError, List<Bin> bins) {

  public Calibration {
    bins = List.copyOf(bins);
  }

  /// The rows whose answer had a score above `from`, up to and with `to`.
  ///
  /// @param meanScore the mean probability that the model gave its answer
  /// @param right the share of these answers that are right
  public record Bin(double from, double to, int rows, double meanScore, double right) {}
}
