// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.objectives;

import dev.slipway.objective.ProjectChange;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One objective as the user types it; blank where it is not stated.
public final class Field {

  /// How YAML writes the value.
  enum Kind {
    TEXT,
    NUMBER,
    LIST
  }

  private final List<String> path;
  private final Kind kind;
  private final List<String> choices;
  private final StringProperty value = new SimpleStringProperty("");
  private final StringProperty complaint = new SimpleStringProperty("");
  private String written = "";

  Field(Kind kind, List<String> choices, String... path) {
    this.kind = kind;
    this.choices = List.copyOf(choices);
    this.path = List.of(path);
  }

  /// Keys from the outermost on, with dots: as problems name it.
  public String name() {
    return String.join(".", path);
  }

  List<String> path() {
    return path;
  }

  /// What may be chosen, blank among them; empty where anything may be typed.
  public List<String> choices() {
    return choices;
  }

  public StringProperty valueProperty() {
    return value;
  }

  /// What is wrong with it; blank while nothing is.
  public StringProperty complaintProperty() {
    return complaint;
  }

  void read(Optional<String> text) {
    written = text.orElse("").strip();
    value.set(written);
  }

  /// What the file must change to hold what is typed; empty when it does.
  Optional<ProjectChange> change() {
    String now = value.get() == null ? "" : value.get().strip();
    if (now.equals(written)) {
      return Optional.empty();
    }
    if (now.isEmpty()) {
      return Optional.of(new ProjectChange.Removal(path));
    }
    return Optional.of(
        switch (kind) {
          case TEXT -> new ProjectChange.Text(path, now);
          case NUMBER -> number(now);
          case LIST ->
              new ProjectChange.Texts(
                  path,
                  Arrays.stream(now.split(","))
                      .map(String::strip)
                      .filter(part -> !part.isEmpty())
                      .toList());
        });
  }

  /// What is no number is written as it is typed, and the file's reader says what is wrong.
  private ProjectChange number(String now) {
    return now.matches("-?\\d{1,12}(\\.\\d{1,12})?")
        ? new ProjectChange.Decimal(path, new BigDecimal(now))
        : new ProjectChange.Text(path, now);
  }
}
