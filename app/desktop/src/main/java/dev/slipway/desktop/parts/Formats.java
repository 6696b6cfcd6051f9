// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.base.Shell;
import dev.slipway.cost.CostRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, times and paths for people, in the words of [Numbers] and [Durations].
public final class Formats {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// Letters of a value that are shown where many are.
  private static final int LINE = 80;

  /// A number and its unit, apart, so that they can be set in different sizes.
  public record Quantity(String number, String unit) {
    @Override
    public String toString() {
      return unit.startsWith("/") ? number + unit : number + " " + unit;
    }
  }

  private Formats() {}

  /// What was measured: `41.2 µs`, `3.05 ms`, `12 s`.
  public static Quantity duration(Duration value) {
    String text = Durations.text(value);
    int unit = text.indexOf(' ');
    return new Quantity(text.substring(0, unit), text.substring(unit + 1));
  }

  /// The same of a place on an axis, in nanoseconds.
  static String nanos(double value) {
    return Durations.text(Duration.ofNanos(Math.round(value)));
  }

  public static Quantity rate(Rate value) {
    return new Quantity(Numbers.grouped(value.perSecond()), "/s");
  }

  public static String range(CostRange range) {
    String text =
        Numbers.amounts(range.low(), range.high())
            + " "
            + range.high().currency().getCurrencyCode();
    return range.atLeast() ? Texts.of("cost.at-least", text) : text;
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

  /// A value of a file on one line; of a long one the beginning, which ends in dots.
  public static String line(String value) {
    int end =
        value.codePointCount(0, value.length()) <= LINE
            ? value.length()
            : value.offsetByCodePoints(0, LINE - 1);
    String begun = value.substring(0, end).replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    return end < value.length() ? begun.strip() + "…" : begun;
  }

  public static String decimals(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  public static String time(Instant at) {
    return TIME.format(at);
  }
}
