// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as a person reads them, the same under every locale. Files for programs keep all their
/// digits.
public final class Numbers {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// What rounds to less than ten cents has no two digits in cents.
  private static final BigDecimal SMALL = new BigDecimal("0.095");

  private Numbers() {}

  /// With at most so many significant digits, rounded half up, without trailing zeros: `0.0525`,
  /// `120`. Below 0.0001 and from 10¹⁵ on with an exponent: `1.2e-7`. Not a number is `NaN`,
  /// infinity `∞` and `-∞`.
  public static String digits(double value, int significant) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    return digits(new BigDecimal(value), significant);
  }

  /// The same of an exact number.
  public static String digits(BigDecimal value, int significant) {
    return text(value.round(new MathContext(significant, RoundingMode.HALF_UP)));
  }

  private static String text(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    boolean plain = shortest.signum() == 0 || (exponent >= -4 && exponent < 15);
    return plain
        ? shortest.toPlainString()
        : shortest.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }

  /// With three significant digits, from a thousand on with separators: `8.5`, `12,300`.
  public static String brief(double value) {
    return separated(digits(value, 3));
  }

  /// All digits of an exact number, with separators: `12,345.5`.
  public static String exact(BigDecimal value) {
    return separated(value.toPlainString());
  }

  /// A written number with separators in its whole part.
  private static String separated(String number) {
    int first = number.startsWith("-") ? 1 : 0;
    int end = first;
    while (end < number.length() && Character.isDigit(number.charAt(end))) {
      end++;
    }
    var text = new StringBuilder(number);
    for (int at = end - 3; at > first; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /// A score with four significant digits, zeros kept, so that scores can be compared: `0.9500`.
  public static String score(double value) {
    double size = Math.abs(value);
    // What rounds to five digits before the point would be written with an exponent.
    boolean lined = value == 0 || (size >= 1e-4 && size < 9999.5);
    return lined ? String.format(Locale.ROOT, "%.4g", value) : digits(value, 4);
  }

  /// Where the true score is likely to be: `95 % interval 0.9520 to 0.9984`.
  public static String interval(Interval score) {
    return "%s interval %s to %s"
        .formatted(percent(score.confidence()), score(score.low()), score(score.high()));
  }

  /// With three significant digits below a thousand, whole with separators above: `8.5`, `12,346`.
  public static String grouped(double value) {
    double size = Math.abs(value);
    return size >= 999.5 && size < 1e15 ? count(Math.round(value)) : brief(value);
  }

  /// A count with separators: `12,345`.
  public static String count(long value) {
    return separated(BigDecimal.valueOf(value), 0);
  }

  /// A count, from ten thousand on with three significant digits and `k`, `M` or `G`: `25.6 M`.
  public static String large(long value) {
    if (value < 10_000) {
      return count(value);
    }
    // What rounds to 1000 k is 1 M.
    if (value < 999_500) {
      return brief(value / 1e3) + " k";
    }
    return value < 999_500_000 ? brief(value / 1e6) + " M" : brief(value / 1e9) + " G";
  }

  /// A share of 1 in percent with three significant digits: `65 %`. Between 99 and 100 % with two
  /// digits of what is missing, which is rounded up, so that the nines of an objective stay and
  /// almost all is not all: `99.95 %`.
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return brief(share) + " %";
    }
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
    if (share > 0.99 && share < 1) {
      BigDecimal missing = HUNDRED.subtract(percent);
      return text(HUNDRED.subtract(missing.round(new MathContext(2, RoundingMode.UP)))) + " %";
    }
    return digits(percent, 3) + " %";
  }

  /// An amount with its currency: whole from 100 on, in cents below, and with two significant
  /// digits below ten cents: `1,235 USD`, `91.93 USD`, `0.0017 USD`.
  public static String money(Money value) {
    return amount(value) + " " + value.currency().getCurrencyCode();
  }

  /// The amount of [#money], without its currency.
  public static String amount(Money value) {
    return amount(value.amount(), decimals(value.amount()));
  }

  /// Two amounts of one currency, rounded alike, without it: `61.20 to 98.00`, `64 to 120`.
  public static String amounts(Money low, Money high) {
    int decimals = decimals(high.amount());
    return amount(low.amount(), decimals) + " to " + amount(high.amount(), decimals);
  }

  private static int decimals(BigDecimal amount) {
    return amount.abs().compareTo(HUNDRED) >= 0 ? 0 : 2;
  }

  private static String amount(BigDecimal amount, int decimals) {
    boolean small = amount.signum() != 0 && amount.abs().compareTo(SMALL) < 0;
    return small && decimals > 0
        ? amount
            .round(new MathContext(2, RoundingMode.HALF_UP))
            .stripTrailingZeros()
            .toPlainString()
        : separated(amount, decimals);
  }

  /// As `%,.2f` writes it. Java's formats take some ten times as long, and an estimate writes
  /// hundreds of amounts.
  private static String separated(BigDecimal amount, int decimals) {
    String plain = amount.abs().setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    var text = new StringBuilder(plain);
    int point = plain.indexOf('.');
    for (int at = (point < 0 ? plain.length() : point) - 3; at > 0; at -= 3) {
      text.insert(at, ',');
    }
    return amount.signum() < 0 ? "-" + text : text.toString();
  }
}
