// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Formats;
import dev.slipway.measure.load.ArrivalPattern;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// How the requests of the next profile come, as it is chosen and typed.
public final class ArrivalChoice {

  /// What can be chosen.
  public enum Kind {
    POISSON,
    CONSTANT,
    BURST,
    TRACE
  }

  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.POISSON);
  private final StringProperty on = new SimpleStringProperty("2s");
  private final StringProperty off = new SimpleStringProperty("8s");
  private final StringProperty trace = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<ArrivalPattern>> pattern =
      new ReadOnlyObjectWrapper<>(Optional.of(new ArrivalPattern.Poisson()));

  ArrivalChoice() {
    kind.subscribe(now -> read());
    on.subscribe(typed -> read());
    off.subscribe(typed -> read());
    trace.subscribe(typed -> read());
  }

  private void read() {
    pattern.set(
        switch (kind.get()) {
          case POISSON -> ArrivalPattern.parse("poisson");
          case CONSTANT -> ArrivalPattern.parse("constant");
          case BURST -> ArrivalPattern.parse("burst:" + on.get().strip() + "/" + off.get().strip());
          case TRACE -> replaying(trace.get().strip());
        });
  }

  private static Optional<ArrivalPattern> replaying(String typed) {
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ArrivalPattern.Trace(Formats.fromHome(typed).toAbsolutePath()));
    } catch (InvalidPathException noName) {
      return Optional.empty();
    }
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  /// How long requests come, such as `2s`.
  public StringProperty onProperty() {
    return on;
  }

  /// How long none come, such as `8s`.
  public StringProperty offProperty() {
    return off;
  }

  /// The file of times.
  public StringProperty traceProperty() {
    return trace;
  }

  /// Empty where what is typed is none.
  public ReadOnlyObjectProperty<Optional<ArrivalPattern>> patternProperty() {
    return pattern.getReadOnlyProperty();
  }
}
