// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.check.Report;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Memory under load stays within what the manifest asks for, and the limit is what it asks for.
final class MemoryCheck implements ServiceCheck {

  private static final String CHECK = "Requests and limits fit the measured use";

  @Override
  public String title() {
    return "memory under load";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    Optional<Bytes> peak = rehearsal.service().peakMemory();
    if (!(rehearsal.service() instanceof ContainerService container)) {
      report.notRun(CHECK, "limits hold only in a container, which needs an engine");
      return;
    }
    if (peak.isEmpty()) {
      report.notRun(CHECK, "the engine tells nothing of the container's memory");
      return;
    }
    report.measure("container.peak_memory_mib", peak.get().mebibytesUp(), "MiB");
    List<Problem> problems = new ArrayList<>();
    ServiceFiles files = new ServiceFiles(rehearsal.bundle());
    Bytes limit = rehearsal.sheet().memory();
    Bytes request =
        files.memoryRequest().map(BigDecimal::longValue).map(Bytes::new).orElse(new Bytes(0));
    if (!request.equals(limit)) {
      problems.add(
          problem(
              "The memory limit is "
                  + limit.mebibytesUp()
                  + " MiB, the request "
                  + request.mebibytesUp()
                  + " MiB.",
              "Write the same for both: memory cannot be taken back."));
    }
    if (peak.get().compareTo(request) > 0) {
      problems.add(
          problem(
              "It used " + peak.get().mebibytesUp() + " MiB, more than it asks for.",
              "Ask for more memory."));
    }
    if (container.state().outOfMemory()) {
      problems.add(problem("The kernel killed it for its memory.", "Allow more memory."));
    }
    if (files.cpuLimit().isPresent()
        && rehearsal.sheet().threads() != Math.ceilDiv(rehearsal.sheet().cpus(), 1000)) {
      problems.add(
          problem(
              "The CPU limit is "
                  + rehearsal.sheet().cpus()
                  + " millicores for "
                  + rehearsal.sheet().threads()
                  + " threads, which would be throttled or idle.",
              "Make the limit one core a thread, or leave it out."));
    }
    report.judge(
        CHECK,
        "peak %d MiB of %d MiB".formatted(peak.get().mebibytesUp(), limit.mebibytesUp()),
        problems);
    if (files.memoryRequest().isPresent()) {
      report.measure("manifests.resource_findings", problems.size(), "count");
    }
  }

  private static Problem problem(String what, String remedy) {
    return ServiceCheck.problem("resources", what, "", remedy);
  }
}
