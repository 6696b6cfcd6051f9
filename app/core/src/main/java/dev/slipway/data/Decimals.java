// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as people write them.
public final class Decimals {

  private Decimals() {}

  /// The shortest text that is read back as the same number: `0.1`, `1500`, `1.0E-12`.
  public static String plain(double number) {
    double size = Math.abs(number);
    return number == 0 || (size >= 1e-6 && size < 1e15)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  /// A share as people write it: `0.07 %`. It keeps as many digits as anybody types; the last ones
  /// of a double are those of its arithmetic.
  public static String percent(double share) {
    var hundredths = new BigDecimal(share).movePointRight(2).round(new MathContext(12));
    return plain(hundredths.doubleValue()) + " %";
  }

  /// With few digits, for tables.
  public static String brief(double number) {
    return Numbers.digits(number, 4);
  }

  /// The nearest number of two significant digits that is not below.
  static double upTo(double number, int digits) {
    return new BigDecimal(number)
        .round(new MathContext(digits, java.math.RoundingMode.CEILING))
        .doubleValue();
  }

  static double downTo(double number, int digits) {
    return new BigDecimal(number)
        .round(new MathContext(digits, java.math.RoundingMode.FLOOR))
        .doubleValue();
  }
}
