// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Durations;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A stop under load loses no request, and is over within the grace. The service is gone after it.
final class DrainCheck implements ServiceCheck {

  private static final String LOST = "Stopping under load loses no request";
  private static final String ENDS = "The service ends by itself within its grace";
  private static final int CLIENTS = 4;
  private static final int SIGTERMED = 143;

  @Override
  public String title() {
    return "stop under load";
  }

  @Override
  public boolean needsAnswers() {
    return true;
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    List<String> requests = rehearsal.answered();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofVirtual()
              .start(
                  new KeepAliveClient(
                      rehearsal.service().data(),
                      rehearsal.inferPath(),
                      requests.get(i % requests.size()),
                      answered,
                      lost)));
    }
    try {
      Instant latest = Instant.now().plusSeconds(10);
      while (answered.get() < 20 * CLIENTS && Instant.now().isBefore(latest)) {
        Thread.sleep(20);
      }
      RunningService.Ended ended = rehearsal.service().stop(rehearsal.sheet().grace());
      for (Thread client : clients) {
        client.join(Duration.ofSeconds(16));
      }
      judge(ended, answered.get(), lost.get(), report);
    } finally {
      clients.forEach(Thread::interrupt);
    }
  }

  private static void judge(RunningService.Ended ended, int answered, int lost, Report report) {
    String detail = answered + " requests answered until the end";
    if (lost > 0 || answered == 0) {
      report.failed(
          LOST,
          ServiceCheck.problem(
              "lost",
              lost + " requests were sent and never answered.",
              detail,
              "Look at drain.delay and drain.linger in serving.properties."));
    } else {
      report.passed(LOST, detail);
    }
    // Where none was answered, none was lost, and nothing is known.
    if (answered > 0) {
      report.measure("serving.shutdown_failed_requests", lost, "count");
    }
    boolean well = !ended.killed() && (ended.exitCode() == 0 || ended.exitCode() == SIGTERMED);
    if (well) {
      report.passed(
          ENDS, "exit code %d after %s".formatted(ended.exitCode(), Durations.text(ended.took())));
    } else {
      report.failed(
          ENDS,
          ServiceCheck.problem(
              "grace",
              ended.killed()
                  ? "It had to be killed."
                  : "It ended with exit code " + ended.exitCode() + ".",
              "It had " + Durations.text(ended.took()) + ".",
              "Give it a longer grace, or a shorter drain.timeout."));
    }
  }
}
