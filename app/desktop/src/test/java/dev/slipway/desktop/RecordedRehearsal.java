// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.jobs.JobStep;
import dev.slipway.verify.service.ServiceSoFar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How a verification of the sample went that really ran once, for [RecordingTest]: its steps, and
/// what the service told of itself until its end.
record RecordedRehearsal(List<Step> steps, ServiceSoFar service) {

  private static final Path FILE = RecordedVoyage.FOLDER.resolve("rehearsal.json");

  /// @param took empty where it did not run
  record Step(String name, JobStep.State state, Optional<Duration> took) {}

  /// @param job that has ended
  static RecordedRehearsal of(Job job) {
    return new RecordedRehearsal(
        job.steps().stream()
            .map(step ->
                new Step(step.name(), step.stateProperty().get(), step.tookProperty().get()))
            .toList(),
        (ServiceSoFar) job.snapshotProperty().get().orElseThrow());
  }

  void keep() throws IOException {
    Files.writeString(FILE, Json.line(this) + "\n");
  }

  static RecordedRehearsal read() throws IOException, ProblemException {
    return Json.read(Files.readString(FILE), RecordedRehearsal.class);
  }

  /// Tells of all that the verification told of.
  ///
  /// @param passing is given the time that each step took
  void replay(Progress progress, Consumer<Duration> passing) {
    progress.tell(new WorkEvent.Planned(steps.stream().map(Step::name).toList()));
    for (Step step : steps) {
      if (step.took().isPresent()) {
        progress.tell(new WorkEvent.Began(step.name()));
        passing.accept(step.took().get());
      }
      progress.tell(new WorkEvent.Ended(step.name(), outcome(step.state())));
    }
    progress.tell(service);
  }

  private static WorkEvent.Outcome outcome(JobStep.State state) {
    return switch (state) {
      case DONE -> WorkEvent.Outcome.DONE;
      case FAILED -> WorkEvent.Outcome.FAILED;
      case NOT_RUN -> WorkEvent.Outcome.NOT_RUN;
      case PENDING, RUNNING, CANCELLED ->
          throw new IllegalArgumentException("no end of a step: " + state);
    };
  }
}
