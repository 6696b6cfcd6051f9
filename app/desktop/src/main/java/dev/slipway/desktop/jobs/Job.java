// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import dev.slipway.base.Problem;
import dev.slipway.base.WorkEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;

/// One piece of long work as a screen shows it. All its properties change on the window's thread.
public final class Job {

  /// Where it stands.
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  private final String title;
  private final String command;
  private final Runnable cancel;
  private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(0);
  private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.RUNNING);
  private final ReadOnlyObjectWrapper<Optional<Duration>> remaining =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<WorkEvent.Snapshot>> snapshot =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final JobSteps steps = new JobSteps();
  private final TimeLeft timeLeft = new TimeLeft();
  private final InstantSource clock;
  private final Instant begun;
  private Optional<Problem> problem = Optional.empty();

  Job(String title, String command, Runnable cancel, InstantSource clock) {
    this.clock = clock;
    this.begun = clock.instant();
    this.title = title;
    this.command = command;
    this.cancel = cancel;
  }

  public String title() {
    return title;
  }

  /// The command line that does the same; empty where none does.
  public String command() {
    return command;
  }

  /// Done so far, 0 to 1.
  public ReadOnlyDoubleProperty fractionProperty() {
    return fraction.getReadOnlyProperty();
  }

  /// How long it will still take, as far as its pace until now tells; empty at first.
  public ReadOnlyObjectProperty<Optional<Duration>> remainingProperty() {
    return remaining.getReadOnlyProperty();
  }

  /// What is being done now.
  public ReadOnlyStringProperty doingProperty() {
    return doing.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// The steps that the work tells of, in their order; none where it tells of none.
  public ObservableList<JobStep> steps() {
    return steps.steps();
  }

  /// The newest of what it shows of its findings; empty until there is something.
  public ReadOnlyObjectProperty<Optional<WorkEvent.Snapshot>> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  /// Since its beginning.
  public Duration spent() {
    return Duration.between(begun, clock.instant());
  }

  /// The time by the clock that its steps go by.
  public Instant now() {
    return clock.instant();
  }

  /// Why it failed; empty unless it did.
  public Optional<Problem> problem() {
    return problem;
  }

  /// Stops the work; what it has measured is kept.
  public void cancel() {
    cancel.run();
  }

  /// Puts the job where a screen looks, for as long as it runs.
  public void showIn(ReadOnlyObjectWrapper<Optional<Job>> where) {
    if (state.get() == State.RUNNING) {
      where.set(Optional.of(this));
      state.subscribe((before, now) -> {
        if (where.get().equals(Optional.of(this))) {
          where.set(Optional.empty());
        }
      });
    }
  }

  void advance(double done, String now) {
    fraction.set(done);
    doing.set(now);
    remaining.set(timeLeft.after(spent(), done));
  }

  void take(WorkEvent event, Instant at) {
    if (event instanceof WorkEvent.Snapshot newer) {
      snapshot.set(Optional.of(newer));
    } else {
      steps.take(event, at);
    }
  }

  void end(State how, Optional<Problem> why) {
    problem = why;
    fraction.set(how == State.DONE ? 1 : fraction.get());
    steps.end(how, clock.instant());
    state.set(how);
  }
}
