// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.base.Interval;
import dev.slipway.base.Money;
import dev.slipway.base.Rate;
import dev.slipway.base.Shell;
import dev.slipway.cost.CostRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Formats numbers for people: three significant digits, always with a unit.
public final class Formats {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// A number and its unit, apart, so that they can be set in different sizes.
  public record Quantity(String number, String unit) {
    @Override
    public String toString() {
      return number + " " + unit;
    }
  }

  private Formats() {}

  /// In the unit that needs no leading zeros: `41.2 µs`, `3.05 ms`, `12.0 s`.
  public static Quantity duration(Duration value) {
    double micros = value.toNanos() / 1e3;
    if (micros < 1000) {
      return new Quantity(digits(micros), "µs");
    }
    double millis = micros / 1e3;
    return millis < 10_000
        ? new Quantity(digits(millis), "ms")
        : new Quantity(digits(millis / 1e3), "s");
  }

  /// A limit as somebody stated it, without invented digits: `25 ms`.
  public static String limit(Duration value) {
    return Durations.exact(value);
  }

  /// Hours, minutes or seconds for a person who waits: `2 min 10 s`.
  public static String span(Duration value) {
    long seconds = Math.max(0, value.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  public static Quantity rate(Rate value) {
    return new Quantity(number(value.perSecond()), "/s");
  }

  /// Three significant digits below a thousand, whole with separators above.
  public static String number(double value) {
    return Math.abs(value) >= 999.5 ? count(Math.round(value)) : digits(value);
  }

  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// Large counts in short: `25.6 M`.
  public static String brief(long value) {
    if (value < 10_000) {
      return count(value);
    }
    return value < 1_000_000
        ? digits(value / 1e3) + " k"
        : value < 1_000_000_000 ? digits(value / 1e6) + " M" : digits(value / 1e9) + " G";
  }

  /// Whole above a hundred, else with two decimals or as many as the first digits need.
  public static String money(Money value) {
    double amount = value.amount().doubleValue();
    int decimals = Math.abs(amount) >= 100 ? 0 : 2;
    if (amount != 0 && Math.abs(amount) < 0.095) {
      return new BigDecimal(amount, new MathContext(2)).toPlainString() + " " + unit(value);
    }
    return String.format(Locale.ROOT, "%,." + decimals + "f %s", amount, unit(value));
  }

  public static String range(CostRange range) {
    String text = amount(range.low()) + " – " + money(range.high());
    return range.atLeast() ? Texts.of("cost.at-least", text) : text;
  }

  /// The amount without its currency.
  public static String amount(Money value) {
    return money(value).replace(" " + unit(value), "");
  }

  /// A text with the user's home folder written as `~`, as a shell would take it.
  public static String home(String text) {
    String home = System.getProperty("user.home", "");
    // A shell reads the tilde only outside of quotes.
    return home.length() > 1
        ? text.replace("\"" + home + "/", "~/\"")
            .replace("'" + home + "/", "~/'")
            .replace(home, "~")
        : text;
  }

  /// A typed file, which may begin with `~`, as an argument for a shell.
  public static String argument(String file) {
    return file.startsWith("~/") ? "~/" + Shell.word(file.substring(2)) : Shell.word(file);
  }

  /// The folder that a text names, which may begin with `~`.
  public static Path fromHome(String text) {
    return Path.of(
        text.equals("~") || text.startsWith("~/")
            ? System.getProperty("user.home", "") + text.substring(1)
            : text);
  }

  private static String unit(Money value) {
    return value.currency().getCurrencyCode();
  }

  public static String percent(double share) {
    return digits(share * 100) + " %";
  }

  /// A share between 0 and 1 with three decimals and its interval.
  public static String interval(Interval value) {
    return String.format(Locale.ROOT, "%.3f – %.3f", value.low(), value.high());
  }

  public static String decimals(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  public static String time(Instant at) {
    return TIME.format(at);
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    int places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }
}
