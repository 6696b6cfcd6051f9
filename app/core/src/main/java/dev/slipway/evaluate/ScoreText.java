// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Scores as a person reads them, with the same digits wherever they stand.
public final class ScoreText {

  private static final int DIGITS = 4;

  private ScoreText() {}

  /// With four significant digits, zeros at the end among them: `0.9912`, `1.000`, `12350`.
  public static String of(double score) {
    BigDecimal rounded = new BigDecimal(score).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    int decimals = DIGITS - (rounded.precision() - rounded.scale());
    return rounded.setScale(Math.max(0, decimals), RoundingMode.HALF_UP).toPlainString();
  }

  /// Where the true score is likely to be: `95 % interval 0.9520 to 0.9984`.
  public static String interval(Interval score) {
    return String.format(
        Locale.ROOT,
        "%.0f %% interval %s to %s",
        100 * score.confidence(),
        of(score.low()),
        of(score.high()));
  }
}
