// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.base.Nearest;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.PlanValues;
import dev.slipway.bundle.render.Quoting;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The user's options of a target, checked against its definition.
public final class TargetOptions {

  private TargetOptions() {}

  /// Values by name as templates see it (`clientNamespaces` for `client-namespaces`), defaults
  /// included.
  public static Map<String, Object> of(Target target, Map<String, Object> given)
      throws ProblemException {
    for (String name : given.keySet()) {
      if (target.options().stream().noneMatch(option -> option.name().equals(name))) {
        throw unknown(target, name);
      }
    }
    Map<String, Object> values = new TreeMap<>();
    for (Target.Option option : target.options()) {
      Object value = given.getOrDefault(option.name(), option.defaultValue());
      try {
        values.put(PlanValues.camel(option.name()), check(option, value));
      } catch (IllegalArgumentException e) {
        throw Problem.input(
                "bundle.bad-option",
                "The option `"
                    + option.name()
                    + "` of the target "
                    + target.id()
                    + " does not take "
                    + shown(value)
                    + ".",
                String.valueOf(e.getMessage()),
                "Correct release.options."
                    + target.id()
                    + "."
                    + option.name()
                    + " in slipway.yaml. "
                    + option.help())
            .asException();
      }
    }
    return values;
  }

  /// What is wrong with a value, as a sentence; empty when it may be used.
  public static Optional<String> complaint(Target.Option option, String value) {
    try {
      check(option, value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      return Optional.of(shown(value) + " does not fit: " + why + ".");
    }
  }

  /// The value in its type.
  ///
  /// @throws IllegalArgumentException saying what is allowed
  static Object check(Target.Option option, Object value) {
    String text = String.valueOf(value);
    String rule = option.rule();
    return switch (option.type()) {
      case "number" -> number(text, rule);
      case "truth" -> truth(text);
      case "choice" -> {
        if (!List.of(rule.split("\\|")).contains(text)) {
          throw new IllegalArgumentException("allowed are " + rule.replace("|", ", "));
        }
        yield text;
      }
      default -> {
        if (!rule.isEmpty() && !text.matches(rule)) {
          throw new IllegalArgumentException(otherwise(option, text));
        }
        yield text;
      }
    };
  }

  /// What would fit instead: few people read a pattern.
  private static String otherwise(Target.Option option, String text) {
    String tidy = text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    Stream<String> fitting =
        Stream.of(text.strip(), tidy, option.example(), option.defaultValue())
            .filter(other -> !other.isBlank() && other.matches(option.rule()));
    return fitting
        .findFirst()
        .map(other -> Quoting.doubleQuoted(other) + " would")
        .orElse("it must match " + option.rule());
  }

  private static Object number(String text, String rule) {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it must be a number", e);
    }
    String[] bounds = rule.split("\\.\\.");
    if (bounds.length == 2
        && (number.compareTo(new BigDecimal(bounds[0])) < 0
            || number.compareTo(new BigDecimal(bounds[1])) > 0)) {
      throw new IllegalArgumentException("it must be from " + bounds[0] + " to " + bounds[1]);
    }
    return number;
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it must be true or false");
    };
  }

  private static ProblemException unknown(Target target, String name) {
    Optional<String> nearest =
        Nearest.of(name, target.options().stream().map(Target.Option::name).toList());
    return Problem.input(
            "bundle.unknown-option",
            "The target " + target.id() + " has no option `" + name + "`.",
            nearest.map(known -> "The nearest one is `" + known + "`.").orElse("It has none."),
            "Correct or remove release.options." + target.id() + "." + name + " in slipway.yaml.")
        .asException();
  }

  private static String shown(Object value) {
    String text = Quoting.doubleQuoted(String.valueOf(value));
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
