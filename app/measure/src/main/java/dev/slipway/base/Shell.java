// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Command lines that a person copies into a shell.
public final class Shell {

  /// What no shell takes for anything but itself.
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

  /// What a shell obeys between double quotes.
  private static final Pattern OBEYED = Pattern.compile("[\"$`!]|\\\\\\\\|\\\\$");

  private Shell() {}

  /// A command of which each argument stays one: `slipway ship "my models"`.
  public static String line(Object... words) {
    return Stream.of(words).map(Shell::word).collect(Collectors.joining(" "));
  }

  /// One argument, in quotes where it needs some: double ones, which Windows takes too, else single
  /// ones.
  public static String word(Object argument) {
    String text = String.valueOf(argument);
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    return OBEYED.matcher(text).find()
        ? "'" + text.replace("'", "'\\''") + "'"
        : "\"" + text + "\"";
  }
}
