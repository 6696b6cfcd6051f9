// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile.Kind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which types of the engine hold every value of another: no digit, fraction or hour is lost.
final class Widening {

  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), ?(\\d+)\\)");

  /// Bits of a value beside its sign.
  private static final Map<String, Integer> SIGNED =
      Map.of("TINYINT", 7, "SMALLINT", 15, "INTEGER", 31, "BIGINT", 63, "HUGEINT", 127);

  private static final Map<String, Integer> UNSIGNED =
      Map.of("UTINYINT", 8, "USMALLINT", 16, "UINTEGER", 32, "UBIGINT", 64, "UHUGEINT", 128);

  /// Bits up to which fractions skip no whole number.
  private static final Map<String, Integer> FRACTIONS = Map.of("FLOAT", 24, "DOUBLE", 53);

  private static final int NONE = Integer.MAX_VALUE;

  private Widening() {}

  static boolean isLossless(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    if (to.equals("VARCHAR")) {
      // Lists, structures and bytes have no text that is theirs alone.
      return FileLoader.kind(from) != Kind.OTHER;
    }
    if (FRACTIONS.containsKey(to)) {
      return (from.equals("FLOAT") && to.equals("DOUBLE")) || bits(from) <= FRACTIONS.get(to);
    }
    Matcher decimal = DECIMAL.matcher(to);
    return decimal.matches() ? isDecimal(from, decimal) : isWhole(from, to);
  }

  private static boolean isWhole(String from, String to) {
    return SIGNED.containsKey(to)
        ? bits(from) <= SIGNED.get(to)
        : UNSIGNED.containsKey(from) && bits(from) <= UNSIGNED.getOrDefault(to, 0);
  }

  private static boolean isDecimal(String from, Matcher to) {
    int whole = Integer.parseInt(to.group(1)) - Integer.parseInt(to.group(2));
    Matcher decimal = DECIMAL.matcher(from);
    return decimal.matches()
        ? Integer.parseInt(decimal.group(1)) - Integer.parseInt(decimal.group(2)) <= whole
            && Integer.parseInt(decimal.group(2)) <= Integer.parseInt(to.group(2))
        : bits(from) * Math.log10(2) <= whole;
  }

  /// Of a type of whole numbers.
  private static int bits(String type) {
    return SIGNED.getOrDefault(type, UNSIGNED.getOrDefault(type, NONE));
  }
}
