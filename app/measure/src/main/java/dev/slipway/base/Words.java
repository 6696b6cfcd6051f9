// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

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

  /// How many more of a thing would settle a verdict: `about 82 more rows needed`; that nothing
  /// would where the number is out of reach.
  public static String needed(long more, String thing) {
    return more > REACHABLE
        ? "too near for any number of " + plural(thing)
        : "about %s more %s needed"
            .formatted(Numbers.count(more), more == 1 ? thing : plural(thing));
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
