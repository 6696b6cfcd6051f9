// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Durations;
import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// All that is done with a project's data before a voyage: the checks, the rules, what a contract
/// is drawn from, the drift baseline. Each within a time; what its end cut off is not run.
public record GovernData(InspectData data, KeepBaseline baseline) {

  /// @param limit for the checks, and again for the baseline
  /// @return what was not run, with the reason; empty where all was
  List<Finding> govern(OpenedProject opened, Duration limit, Progress progress)
      throws ProblemException, InterruptedException {
    List<Finding> open = new ArrayList<>();
    if (opened.reference().isEmpty()) {
      open.add(
          new Finding.NotRun(
              "leaks and drift",
              "slipway.yaml names no reference data, without which nobody can look for rows of the"
                  + " holdout that the model has seen, or count how inputs are spread; drift is not"
                  + " monitored"));
      return open;
    }
    if (within(limit, () -> data.inspect(opened, progress.part(0, 0.6))).isEmpty()) {
      open.add(late(ShipReport.DATA_CHECKS, limit, InspectData.command(opened)));
    }
    try {
      if (within(limit, () -> baseline.renew(opened, progress.part(0.6, 1))).isEmpty()) {
        open.add(late("drift baseline", limit, KeepBaseline.command(opened)));
      }
    } catch (ProblemException cannotBeCounted) {
      open.add(new Finding.NotRun("drift baseline", cannotBeCounted.problem().what()));
    }
    return open;
  }

  static Finding late(String what, Duration limit, String command) {
    return new Finding.NotRun(
        what,
        "the time of %s for them ended; without a limit: %s"
            .formatted(Durations.text(limit), command));
  }

  /// Works on a thread of its own, which is interrupted when the time is over. Returns when the
  /// thread has ended: what is measured next would be measured beside it.
  ///
  /// @return its result; empty where it did not come to its end
  static <T> Optional<T> within(Duration limit, Callable<T> work)
      throws ProblemException, InterruptedException {
    var task = new FutureTask<T>(work);
    Thread worker = Thread.ofPlatform().daemon().name("data").start(task);
    try {
      return Optional.of(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException tooLong) {
      return Optional.empty();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ProblemException problem -> throw problem;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      worker.interrupt();
      worker.join();
    }
  }
}
