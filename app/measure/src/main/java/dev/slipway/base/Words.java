// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// What is said of numbers and choices, in the same words everywhere.
public final class Words {

  /// Nobody collects more samples than this: what needs more is out of reach.
  private static final long REACHABLE = 10_000_000;

  private Words() {}

  /// So many of a thing: `1 row`, `1,299 rows`.
  public static String count(long number, String thing) {
    return number == 1 ? "1 " + thing : Numbers.count(number) + " " + plural(thing);
  }

  /// How many more of a thing would settle a verdict, to two digits: `about 82 more rows needed`;
  /// that nothing would where the number is out of reach.
  public static String needed(long more, String thing) {
    return needed(more, thing, "", "");
  }

  /// The same of a part of them, and to be sure of what: `about 12 more rows of this group needed
  /// to be sure that it is below`.
  ///
  /// @param of which ones, such as `of this group`; may be blank
  /// @param goal such as `to be sure that it is below`; may be blank
  public static String needed(long more, String thing, String of, String goal) {
    long about = new BigDecimal(more).round(new MathContext(2)).longValue();
    return more > REACHABLE
        ? "too near for any number of " + plural(thing)
        : "about %s more %s%s needed%s"
            .formatted(
                Numbers.count(about), more == 1 ? thing : plural(thing), spaced(of), spaced(goal));
  }

  private static String spaced(String words) {
    return words.isBlank() ? "" : " " + words;
  }

  /// A choice in words: `NOT_RUN` is `not run`.
  public static String of(Enum<?> choice) {
    return lower(choice).replace('_', ' ');
  }

  /// A choice as files, options and addresses write it: `NOT_RUN` is `not-run`.
  public static String id(Enum<?> choice) {
    return lower(choice).replace('_', '-');
  }

  /// The words of an id as files write it: `set-by-hand` is `set by hand`.
  public static String ofId(String id) {
    return id.replace('-', ' ');
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String plural(String thing) {
    return thing + "s";
  }
}
