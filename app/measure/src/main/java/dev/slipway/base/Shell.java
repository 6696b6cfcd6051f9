// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Command lines that a person copies into a shell.
public final class Shell {

  /// What no shell takes for anything but itself.
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

  /// What a shell obeys between double quotes.
  private static final Pattern OBEYED = Pattern.compile("[\"$`!]|\\\\\\\\|\\\\$");

  /// A command about the project of this folder, which is not where it is typed.
  private static final Pattern OF_PROJECT =
      Pattern.compile(
          "\\bslipway (?:data|evaluate|export|golden add|plan|profile|score|ship|variants)"
              + "(?= --(?!help)[a-z]|\\.?$)",
          Pattern.MULTILINE);

  private Shell() {}

  /// A text whose commands name the project, where it leaves that out: `slipway data --suggest` is
  /// `slipway data churn --suggest`.
  ///
  /// @param project its folder
  public static String about(Object project, String text) {
    return OF_PROJECT
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(found.group() + " " + word(project)));
  }

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
