// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetOptions;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A target's option as the user types it, with the problem of its value.
public final class OptionField {

  private final Target.Option option;
  private final StringProperty value;
  private Optional<String> complaint = Optional.empty();

  OptionField(Target.Option option, String first) {
    this.option = option;
    this.value = new SimpleStringProperty(first);
    // Asked of all fields whenever one of them changes.
    value.subscribe(text -> complaint = TargetOptions.complaint(option, text));
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
    return complaint;
  }
}
