// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.ProbeFindings;
import java.util.List;

/// The service is ready before its startup probe gives up.
final class StartCheck implements ServiceCheck {

  private static final String CHECK = "Probes fit the measured start";

  @Override
  public String title() {
    return "start and probes";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    String ready = Durations.text(rehearsal.ready());
    if (rehearsal.service() instanceof ContainerService) {
      report.measure("container.ready_ms", rehearsal.ready().toMillis(), "ms");
    }
    report.passed("The service becomes ready", ready + " after its start");
    ProbeFindings probes = ProbeFindings.of(rehearsal.bundle(), rehearsal.ready());
    if (probes.services() == 0) {
      report.notRun(CHECK, "the bundle holds no Kubernetes workload");
      return;
    }
    List<Problem> problems = probes.problems();
    report.judge(CHECK, ready + " to ready", problems);
    report.measure("manifests.probe_findings", problems.size(), "count");
  }
}
