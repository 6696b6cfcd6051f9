// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.service.Workload;
import dev.slipway.profile.OperatorTimes;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.project.OpenedProject;

/// Says where a model's time goes, operator by operator; nothing is kept.
public final class TimeOperators {

  private final Profiler profiler;

  TimeOperators(Profiler profiler) {
    this.profiler = profiler;
  }

  /// Half a second of the requests that a profile would send.
  public OperatorTimes times(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the model");
    Inspection inspection = InspectModel.look(opened);
    ExampleRequests examples = ExampleRequests.of(opened, inspection, Workload.SEED);
    return profiler.operators(
        new Contender(
            opened.project().name(),
            opened.model(),
            inspection.model().sha256(),
            RunProfile.settings(opened).with(examples.sizes())),
        examples.requests(),
        progress);
  }
}
