// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import dev.slipway.base.WorkEvent.Outcome;
import java.util.List;
import java.util.stream.Stream;

/// Runs checks one after the other, and tells of each as of a step: when it begins, what it finds
/// as lines of its log, and how it ended.
public final class CheckSteps {

  /// One check.
  @FunctionalInterface
  public interface Work {
    void run() throws ProblemException, InterruptedException;
  }

  private final Report report;
  private final Progress progress;

  public CheckSteps(Report report, Progress progress) {
    this.report = report;
    this.progress = progress;
  }

  /// Says what will be checked.
  public void plan(List<String> titles) {
    progress.tell(new WorkEvent.Planned(titles));
  }

  /// Runs one.
  ///
  /// @param fraction of the whole that is done before it
  public void run(double fraction, String title, Work work)
      throws ProblemException, InterruptedException {
    progress.step(fraction, title);
    progress.tell(new WorkEvent.Began(title));
    int before = report.findings().size();
    boolean whole = false;
    try {
      work.run();
      whole = true;
    } catch (ProblemException e) {
      lines(e.problem()).forEach(line -> log(title, line));
      throw e;
    } finally {
      List<Finding> all = report.findings();
      List<Finding> found = all.subList(before, all.size());
      found.stream().flatMap(CheckSteps::lines).forEach(line -> log(title, line));
      progress.tell(new WorkEvent.Ended(title, whole ? outcome(found) : Outcome.FAILED));
    }
  }

  /// Adds a line to the log of the step that goes on.
  public void log(String title, String line) {
    progress.tell(new WorkEvent.Logged(title, line));
  }

  private static Outcome outcome(List<Finding> found) {
    if (found.stream().anyMatch(Finding.Failed.class::isInstance)) {
      return Outcome.FAILED;
    }
    boolean notRun = !found.isEmpty() && found.stream().allMatch(Finding.NotRun.class::isInstance);
    return notRun ? Outcome.NOT_RUN : Outcome.DONE;
  }

  private static Stream<String> lines(Finding finding) {
    return switch (finding) {
      case Finding.Passed(String check, String detail) -> Stream.of(told("passed", check, detail));
      case Finding.NotRun(String check, String because) ->
          Stream.of(told("not run", check, because));
      case Finding.Failed(String check, Problem problem) ->
          Stream.concat(Stream.of("failed: " + check), lines(problem).map(line -> "  " + line));
    };
  }

  private static String told(String how, String check, String detail) {
    return how + ": " + check + (detail.isBlank() ? "" : ", " + detail);
  }

  private static Stream<String> lines(Problem problem) {
    return Stream.of(problem.what(), problem.why(), problem.remedy())
        .filter(text -> !text.isBlank())
        .flatMap(String::lines);
  }
}
