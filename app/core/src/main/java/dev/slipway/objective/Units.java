// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads values with units as people write them.
final class Units {

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([+-]?)(\\d{1,15}(?:\\.\\d{1,17})?|\\.\\d{1,17})\\s*(.*)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "min", 60_000_000_000L);

  private static final Map<String, Integer> SECONDS =
      Map.of(
          "s", 1, "sec", 1, "second", 1, "min", 60, "minute", 60, "h", 3600, "hour", 3600, "day",
          86_400);

  private static final Map<String, Long> SPANS =
      Map.of("s", 1L, "min", 60L, "h", 3_600L, "day", 86_400L, "days", 86_400L);

  private static final Map<String, Long> COUNTS =
      Map.of("", 1L, "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

  private static final Map<String, Long> SIZES =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30);

  /// The currency of all price lists, a team's own too: their columns say so.
  private static final String PRICED = "USD";

  private static final BigDecimal MOST_ROWS = BigDecimal.valueOf(1_000_000_000_000L);

  private Units() {}

  /// A value that cannot be read, with what is wrong and what would be right.
  static final class UnitException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UnitException(String message) {
      super(message);
    }
  }

  private record Quantity(BigDecimal number, String unit) {}

  /// `20 ms`, `1.5 s`
  static Duration duration(String text) throws UnitException {
    Quantity quantity = quantity(text, "a duration", "20 ms or 1.5 s");
    Long nanos = NANOS.get(quantity.unit());
    if (nanos == null) {
      throw unknownUnit(text, quantity, "time", "us, ms, s or min");
    }
    if (quantity.number().signum() == 0) {
      throw new UnitException("'" + text + "': no request takes no time");
    }
    BigDecimal exact = quantity.number().multiply(BigDecimal.valueOf(nanos));
    if (exact.compareTo(BigDecimal.valueOf(Duration.ofHours(1).toNanos())) > 0) {
      throw new UnitException("'" + text + "' is longer than an hour, which no request may take");
    }
    return Duration.ofNanos(exact.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /// `2 h`, `45 min`: how long work may take.
  static Duration span(String text) throws UnitException {
    Quantity quantity = quantity(text, "a time", "45 min or 2 h");
    Long seconds = SPANS.get(quantity.unit());
    if (seconds == null) {
      throw unknownUnit(text, quantity, "time", "s, min, h or days");
    }
    BigDecimal exact = quantity.number().multiply(BigDecimal.valueOf(seconds));
    if (exact.compareTo(BigDecimal.ONE) < 0) {
      throw new UnitException("'" + text + "' is less than a second, in which no run starts");
    }
    if (exact.compareTo(BigDecimal.valueOf(Duration.ofDays(31).toSeconds())) > 0) {
      throw new UnitException("'" + text + "' is longer than a month");
    }
    return Duration.ofSeconds(exact.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /// `50 million`, `20000`
  static long rows(String text) throws UnitException {
    Quantity quantity = quantity(text, "a number of rows", "50 million or 20000");
    Long times = COUNTS.get(quantity.unit());
    if (times == null) {
      throw new UnitException(
          "'%s': '%s' is no count; use thousand, million or billion"
              .formatted(text, quantity.unit()));
    }
    BigDecimal rows = quantity.number().multiply(BigDecimal.valueOf(times));
    if (rows.stripTrailingZeros().scale() > 0 || rows.signum() == 0) {
      throw new UnitException("'" + text + "' is no whole number of rows from 1 on");
    }
    if (rows.compareTo(MOST_ROWS) > 0) {
      throw new UnitException("'" + text + "' is more than a million million rows");
    }
    return rows.longValueExact();
  }

  /// `20/s`, `3000/min`
  static Rate rate(String text) throws UnitException {
    Quantity quantity = quantity(text, "a rate", "20/s or 3000/min");
    String unit = quantity.unit().startsWith("/") ? quantity.unit().substring(1).strip() : "";
    Integer seconds = SECONDS.get(unit);
    if (seconds == null) {
      throw unknownUnit(text, quantity, "rate", "/s, /min, /h or /day");
    }
    return new Rate(quantity.number().doubleValue() / seconds);
  }

  /// `99.9 %`, as a share of 1.
  static double share(String text) throws UnitException {
    Quantity quantity = quantity(text, "a percentage", "99.9 %");
    if (!quantity.unit().equals("%")) {
      throw new UnitException("'" + text + "' is not a percentage; write it as 99.9 %");
    }
    if (quantity.number().compareTo(BigDecimal.valueOf(100)) >= 0) {
      throw new UnitException(
          "'" + text + "' leaves no room for a single failure; 99.9 % is 43 minutes a month");
    }
    if (quantity.number().signum() == 0) {
      throw new UnitException("'" + text + "' asks for nothing; leave the key out instead");
    }
    return quantity.number().movePointLeft(2).doubleValue();
  }

  /// `250 MB`, `128 MiB`
  static Bytes bytes(String text) throws UnitException {
    Quantity quantity = quantity(text, "a size", "250 MB");
    Long size = SIZES.get(quantity.unit());
    if (size == null) {
      throw unknownUnit(text, quantity, "size", "kB, MB, GB, KiB, MiB or GiB");
    }
    BigDecimal count = quantity.number().multiply(BigDecimal.valueOf(size));
    if (count.compareTo(BigDecimal.valueOf(1L << 50)) > 0 || count.signum() == 0) {
      throw new UnitException("'" + text + "' is no size that an image can have");
    }
    return new Bytes(count.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /// `400 USD/month`
  static Money monthly(String text) throws UnitException {
    Quantity quantity = quantity(text, "a budget", "400 USD/month");
    Matcher unit = Pattern.compile("([A-Za-z]{3})\\s*(/\\s*month)?").matcher(quantity.unit());
    if (!unit.matches()) {
      throw new UnitException("'" + text + "' is not a budget; write it as 400 USD/month");
    }
    if (unit.group(2) == null) {
      throw new UnitException(
          "'" + text + "' does not say for how long; write it as " + text + "/month");
    }
    if (!unit.group(1).equals(PRICED)) {
      throw new UnitException(
          ("'%s': a budget is in %s, as all prices are, and nothing is converted here; write what"
                  + " it is in %s, such as 400 %s/month")
              .formatted(text, PRICED, PRICED, PRICED));
    }
    return new Money(quantity.number(), Currency.getInstance(PRICED));
  }

  /// `p95`, `p99.9`
  static Percentile percentile(String text) throws UnitException {
    try {
      return new Percentile(Double.parseDouble(text.substring(1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UnitException("'" + text + "' is not a percentile; use p50, p95, p99, p99.9");
    }
  }

  private static Quantity quantity(String text, String what, String example) throws UnitException {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new UnitException("'" + text + "' is not " + what + "; write it as " + example);
    }
    if (matcher.group(1).equals("-")) {
      throw new UnitException("'" + text + "': " + what + " is not negative");
    }
    return new Quantity(new BigDecimal(matcher.group(2)), matcher.group(3).strip());
  }

  private static UnitException unknownUnit(
      String text, Quantity quantity, String kind, String known) {
    return new UnitException(
        quantity.unit().isEmpty()
            ? "'" + text + "' has no unit; use " + known
            : "'"
                + text
                + "': '"
                + quantity.unit()
                + "' is not a unit of "
                + kind
                + "; use "
                + known);
  }
}
