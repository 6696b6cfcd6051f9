// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// What the text of one value means.
public final class Cells {

  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");

  private Cells() {}

  public static boolean isMissing(String text) {
    return MISSING.contains(text.strip());
  }

  /// What a table writes for a truth, in any of the usual cases.
  public static Optional<Boolean> truth(String text) {
    return switch (text.strip()) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  public static OptionalDouble number(String text) {
    String bare = text.strip();
    return NUMBER.matcher(bare).matches()
        ? OptionalDouble.of(Double.parseDouble(bare))
        : OptionalDouble.empty();
  }

  /// A whole number that 64 bits hold; of a double some would lose their last digits.
  public static OptionalLong whole(String text) {
    String bare = text.strip();
    if (!WHOLE.matcher(bare).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(bare));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
