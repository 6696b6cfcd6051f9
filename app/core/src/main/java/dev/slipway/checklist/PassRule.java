// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.evidence.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The limit that an item's value is compared with.
///
/// @param wanted a number, `true`, `false`, a word, or `$` and the name of a setting
record PassRule(String operator, String wanted) {

  /// The record holds a verdict on the objective: whoever measured judged it, nothing is compared.
  static final String MET = "met";

  static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">", MET);

  /// A number and what it counts.
  private static final Pattern COUNTED = Pattern.compile("^(\\S+) \\((.*)\\)$");

  /// What a value counts, where it says so.
  static List<String> counted(String value) {
    Matcher counted = COUNTED.matcher(value);
    return counted.matches() ? List.of(counted.group(2).split(", ")) : List.of();
  }

  /// Where a person attests, nothing is compared.
  static final PassRule NONE = new PassRule("", "");

  /// The setting that holds what is wanted.
  Optional<String> setting() {
    return wanted.startsWith("$") ? Optional.of(wanted.substring(1)) : Optional.empty();
  }

  /// Whether the comparison has a meaning: only numbers have an order.
  boolean sensible() {
    return operator.equals("==")
        || operator.equals("!=")
        || isVerdict()
        || number(wanted).isPresent();
  }

  /// Whether a value is as wanted; empty where the two cannot be compared. A number may be followed
  /// by what was counted: `2 (latency, traffic)`.
  Optional<Boolean> accepts(String value) {
    Optional<BigDecimal> limit = number(wanted);
    if (limit.isPresent()) {
      return number(COUNTED.matcher(value).replaceFirst("$1"))
          .map(found -> holds(found.compareTo(limit.get())));
    }
    if (!sensible() || (truth(wanted) && !truth(value))) {
      return Optional.empty();
    }
    return Optional.of(holds(value.equals(wanted) ? 0 : 1));
  }

  /// Whether a verdict is wanted.
  boolean isVerdict() {
    return operator.equals(MET);
  }

  /// What is wanted, for a person: `at most 50 ms`.
  String inWords(String unit) {
    String words =
        switch (operator) {
          case "<=" -> "at most ";
          case ">=" -> "at least ";
          case "<" -> "less than ";
          case ">" -> "more than ";
          case "!=" -> "anything but ";
          case MET -> "met at ";
          default -> "";
        };
    return words + wanted + Evidence.inWords(unit);
  }

  private boolean holds(int order) {
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      case ">" -> order > 0;
      default -> throw new IllegalStateException("not an operator: " + operator);
    };
  }

  private static boolean truth(String text) {
    return text.equals("true") || text.equals("false");
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
