// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/// What the text of one value means.
public final class Cells {

  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private Cells() {}

  public static boolean isMissing(String text) {
    return MISSING.contains(text.strip());
  }

  public static OptionalDouble number(String text) {
    String bare = text.strip();
    return NUMBER.matcher(bare).matches()
        ? OptionalDouble.of(Double.parseDouble(bare))
        : OptionalDouble.empty();
  }
}
