// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.jobs;

import dev.slipway.base.WorkEvent;
import java.time.Instant;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The steps of a piece of work, made from what it tells.
final class JobSteps {

  private final ObservableList<JobStep> steps = FXCollections.observableArrayList();

  ObservableList<JobStep> steps() {
    return steps;
  }

  void take(WorkEvent event, Instant at) {
    switch (event) {
      case WorkEvent.Planned(var planned) -> planned.forEach(this::named);
      case WorkEvent.Began(String step) -> {
        running().ifPresent(before -> before.end(JobStep.State.DONE, at));
        named(step).begin(at);
      }
      case WorkEvent.Logged(String step, String line) -> named(step).say(line);
      case WorkEvent.Ended(String step, WorkEvent.Outcome how) -> named(step).end(how, at);
      case WorkEvent.Snapshot snapshot -> {
        // no step
      }
    }
  }

  /// The work is over: what ran stops with it, and what was to come is not run any more.
  void end(Job.State how, Instant at) {
    for (JobStep step : steps) {
      switch (step.stateProperty().get()) {
        case RUNNING ->
            step.end(
                switch (how) {
                  case CANCELLED -> JobStep.State.CANCELLED;
                  case FAILED -> JobStep.State.FAILED;
                  case DONE, RUNNING -> JobStep.State.DONE;
                },
                at);
        case PENDING -> step.end(JobStep.State.NOT_RUN, at);
        case DONE, FAILED, NOT_RUN, CANCELLED -> {
          // as it ended
        }
      }
    }
  }

  private Optional<JobStep> running() {
    return steps.stream()
        .filter(step -> step.stateProperty().get() == JobStep.State.RUNNING)
        .findFirst();
  }

  private JobStep named(String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseGet(() -> {
          var step = new JobStep(name);
          steps.add(step);
          return step;
        });
  }
}
