// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/// How far the share of late requests is known when late ones come together, as they do in a queue:
/// by batch means (A. M. Law, Simulation Modeling and Analysis, 5th ed., 2014, section 9.5), with
/// the share as a ratio of sums (W. G. Cochran, Sampling Techniques, 3rd ed., 1977, chapter 6) and
/// Student's t over the parts of the run.
///
/// @param share of late ones, 0 to 1
/// @param error standard error of the share, from how far the parts are apart
/// @param freedom parts less one
record BatchMeans(double share, double error, int freedom) {

  static BatchMeans of(List<Verdicts.Part> parts) {
    List<Verdicts.Part> filled = parts.stream().filter(part -> part.count() > 0).toList();
    double count = filled.stream().mapToLong(Verdicts.Part::count).sum();
    double share = filled.stream().mapToLong(Verdicts.Part::over).sum() / Math.max(1, count);
    double squares =
        filled.stream()
            .mapToDouble(part -> part.over() - share * part.count())
            .map(rest -> rest * rest)
            .sum();
    int freedom = filled.size() - 1;
    double variance = freedom < 1 ? 0 : squares * filled.size() / freedom;
    return new BatchMeans(share, Math.sqrt(variance) / Math.max(1, count), freedom);
  }

  /// The chance that a share seems so far below one as it does although it is not.
  double doubtBelow(double allowed) {
    return doubt(allowed - share);
  }

  /// The same, above.
  double doubtAbove(double allowed) {
    return doubt(share - allowed);
  }

  /// One side of Student's t, by the regularized incomplete beta function: M. Abramowitz and I. A.
  /// Stegun, Handbook of Mathematical Functions, 26.7.1 with 26.5.27.
  private double doubt(double ahead) {
    if (error == 0 || freedom < 1) {
      return 0; // nothing says that they came together
    }
    double t = ahead / error;
    double tail = RegularizedBeta.value(freedom / (freedom + t * t), freedom / 2.0, 0.5) / 2;
    return t > 0 ? tail : 1 - tail;
  }
}
