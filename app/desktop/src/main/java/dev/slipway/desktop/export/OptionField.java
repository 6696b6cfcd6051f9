// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.parts.Texts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A target's option as the user types it, with the problem of its value.
public final class OptionField {

  private final Target.Option option;
  private final StringProperty value;

  OptionField(Target.Option option, String first) {
    this.option = option;
    this.value = new SimpleStringProperty(first);
  }

  public Target.Option option() {
    return option;
  }

  public StringProperty valueProperty() {
    return value;
  }

  public boolean changed() {
    return !value.get().equals(option.defaultValue());
  }

  /// The values of a choice.
  public List<String> choices() {
    return List.of(option.rule().split("\\|"));
  }

  /// What is wrong with the value; empty when it may be used.
  public Optional<String> complaint() {
    String now = value.get();
    return switch (option.type()) {
      case "number" -> number(now);
      case "truth" -> when(!now.equals("true") && !now.equals("false"), Texts.of("option.truth"));
      case "choice" ->
          when(
              !choices().contains(now),
              Texts.of("option.choice", option.rule().replace("|", ", ")));
      default ->
          when(
              !option.rule().isEmpty() && !Pattern.matches(option.rule(), now),
              Texts.of("option.pattern", option.rule()));
    };
  }

  /// The value as `slipway.yaml` would hold it.
  Object typed() {
    return switch (option.type()) {
      case "number" -> number(new BigDecimal(value.get()));
      case "truth" -> Boolean.valueOf(value.get());
      default -> value.get();
    };
  }

  private static Object number(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0
        ? (Object) value.intValue()
        : (Object) value.doubleValue();
  }

  private Optional<String> number(String now) {
    if (!now.matches("-?\\d{1,9}(\\.\\d+)?")) {
      return Optional.of(Texts.of("option.number"));
    }
    String[] ends = option.rule().split("\\.\\.");
    if (ends.length != 2) {
      return Optional.empty();
    }
    var given = new BigDecimal(now);
    boolean within =
        given.compareTo(new BigDecimal(ends[0])) >= 0
            && given.compareTo(new BigDecimal(ends[1])) <= 0;
    return when(!within, Texts.of("option.range", ends[0], ends[1]));
  }

  private static Optional<String> when(boolean wrong, String complaint) {
    return wrong ? Optional.of(complaint) : Optional.empty();
  }
}
