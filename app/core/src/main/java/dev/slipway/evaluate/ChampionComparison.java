// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import dev.slipway.base.Words;

/// Compares a candidate with the champion, the model in production, on the same rows.
///
/// @param metric what both are judged by
/// @param rows how many rows both answered
/// @param delta how much better the candidate is: positive is better whatever the metric's
///   direction; its interval is that of the difference, since both models find the same rows hard
/// @param allowedRegression how much worse the candidate may be, 0 or more
/// @param moreNeeded rows that would settle an inconclusive outcome; otherwise 0
/// @param holdout hash of the rows
public record ChampionComparison(
    String metric,
    int rows,
    double candidate,
    double champion,
    Interval delta,
    double allowedRegression,
    Outcome outcome,
    long moreNeeded,
    Sha256 holdout) {

  /// What the interval of the difference allows to say.
  public enum Outcome {
    /// The whole interval is above zero.
    BETTER,
    /// The whole interval is within the allowed regression.
    NOT_WORSE,
    /// The whole interval is beyond the allowed regression.
    WORSE,
    /// The interval holds both.
    INCONCLUSIVE;

    /// `not worse`
    public String text() {
      return Words.of(this);
    }

    static Outcome of(Interval delta, double allowedRegression) {
      if (delta.low() > 0) {
        return BETTER;
      }
      if (delta.low() >= -allowedRegression) {
        return NOT_WORSE;
      }
      return delta.high() < -allowedRegression ? WORSE : INCONCLUSIVE;
    }
  }
}
