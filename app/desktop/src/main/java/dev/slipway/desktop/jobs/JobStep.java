// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import dev.slipway.base.WorkEvent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A step of running work: its state, how long it took, and its log.
public final class JobStep {

  /// Where it stands.
  public enum State {
    PENDING,
    RUNNING,
    DONE,
    FAILED,
    NOT_RUN,
    CANCELLED
  }

  /// The newest lines are kept; the rest is in the result, or in what a problem says.
  private static final int MOST_LINES = 1000;

  private final String name;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.PENDING);
  private final ReadOnlyObjectWrapper<Optional<Duration>> took =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableList<String> log = FXCollections.observableArrayList();
  private Optional<Instant> begun = Optional.empty();

  JobStep(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Empty until it has ended.
  public ReadOnlyObjectProperty<Optional<Duration>> tookProperty() {
    return took.getReadOnlyProperty();
  }

  /// When it began; empty while it is to come.
  public Optional<Instant> begun() {
    return begun;
  }

  public ObservableList<String> log() {
    return log;
  }

  void begin(Instant at) {
    begun = Optional.of(at);
    state.set(State.RUNNING);
  }

  void say(String line) {
    if (log.size() == MOST_LINES) {
      log.removeFirst();
    }
    log.add(line);
  }

  void end(Outcome how, Instant at) {
    end(
        switch (how) {
          case DONE -> State.DONE;
          case FAILED -> State.FAILED;
          case NOT_RUN -> State.NOT_RUN;
        },
        at);
  }

  void end(State how, Instant at) {
    if (took.get().isEmpty()) {
      took.set(begun.map(from -> Duration.between(from, at)));
    }
    state.set(how);
  }
}
