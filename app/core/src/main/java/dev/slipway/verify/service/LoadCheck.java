// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.evidence.Evidence;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.service.ServiceLoad;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.request.InputSizes;
import dev.slipway.verify.check.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// At the peak's arrivals every request is answered, and in time.
final class LoadCheck implements ServiceCheck {

  private static final String ANSWERED = "Every request at the peak is answered";
  private static final String IN_TIME = "Answers at the peak are in time";
  private static final long SEED = 20_261_125;
  private static final Percentile P99 = new Percentile(99);
  private static final int STEPS = 4;

  @Override
  public String title() {
    return "load at the peak";
  }

  @Override
  public boolean needsAnswers() {
    return true;
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    ServiceSheet sheet = rehearsal.sheet();
    List<byte[]> bodies =
        rehearsal.answered().stream()
            .map(request -> request.getBytes(StandardCharsets.UTF_8))
            .toList();
    ServiceLoad load = new ServiceLoad(rehearsal.service().data(), sheet.model(), sheet.latency());
    // The service's first requests are slower: its code is still being compiled.
    load.run(bodies, poisson(sheet.rate()), rehearsal.load().dividedBy(4), Progress.NONE);
    ServiceLoad.Result result =
        load.judge(bodies, poisson(sheet.rate()), sheet.looks(rehearsal.load()), Progress.NONE);
    answered(result.block(), rehearsal, report);
    if (sheet.madeUp().isPresent()) {
      report.notRun(
          IN_TIME,
          "the size of a request was made up (%s): %s"
              .formatted(sheet.madeUp().get(), InputSizes.remedy()));
      return;
    }
    report.loaded(result);
    slowest(result.block(), report);
    if (sheet.latency().isEmpty()) {
      report.notRun(IN_TIME, "the bundle states no latency objective");
      return;
    }
    for (LatencyVerdict judged : result.verdicts()) {
      report.measure("serving.objective_" + judged.at(), judged.verdict().inWords(), "");
      report.measure(
          "serving.limit_" + judged.at() + "_ms", Durations.millis(judged.limit()), "ms");
      inTime(judged, report);
    }
    if (met(result)) {
      capacity(load, bodies, rehearsal, report);
    }
  }

  /// A disturbed run is no evidence: what it found is the disturbance's.
  private static void slowest(Block block, Report report) {
    block
        .response()
        .at(P99)
        .ifPresent(p99 ->
            report.measure(
                "serving.latency_p99_ms",
                block.invalid().isEmpty()
                    ? Durations.millis(p99.value())
                    : String.join("; ", block.invalid()),
                block.invalid().isEmpty() ? "ms" : Evidence.ERROR));
  }

  /// Beyond doubt, on a machine that nothing disturbed.
  private static boolean met(ServiceLoad.Result result) {
    return result.block().errors() == 0
        && result.block().invalid().isEmpty()
        && result.verdicts().stream().allMatch(judged -> judged.verdict() instanceof Verdict.Met);
  }

  private static Arrival poisson(double rate) {
    return new Arrival.Poisson(new Rate(rate), SEED);
  }

  private static void answered(Block block, Rehearsal rehearsal, Report report) {
    String detail =
        "%d requests at %s%s"
            .formatted(
                block.response().count() + block.errors(),
                block.throughput(),
                without(rehearsal.requests().size() - rehearsal.answered().size()));
    if (block.errors() == 0) {
      report.passed(ANSWERED, detail);
    } else {
      report.failed(
          ANSWERED,
          ServiceCheck.problem(
              "errors",
              block.errors() + " requests got no right answer.",
              detail,
              "Look at the service's log; allow more CPU, or plan more replicas."));
    }
  }

  private static String without(int refused) {
    return refused == 0 ? "" : ", without the " + refused + " golden requests that it refuses";
  }

  private static void inTime(LatencyVerdict judged, Report report) {
    String check = IN_TIME + ", " + judged.at();
    switch (judged.verdict()) {
      case Verdict.Met met -> report.passed(check, met.because());
      case Verdict.NotMet notMet ->
          report.failed(
              check,
              ServiceCheck.problem(
                  "slow",
                  "The latency objective is not met.",
                  notMet.because(),
                  "Repeat it on an idle machine; else allow more CPU or plan more replicas."));
      case Verdict.Inconclusive open -> report.notRun(check, open.because());
    }
  }

  /// The highest rate that one replica bears within the objectives, stepping up by half; a
  /// disturbed step tells nothing, and ends it.
  private static void capacity(
      ServiceLoad load, List<byte[]> bodies, Rehearsal rehearsal, Report report)
      throws InterruptedException {
    double passed = rehearsal.sheet().rate();
    int replicas = rehearsal.sheet().replicas();
    Duration half = rehearsal.load().dividedBy(2);
    for (int step = 0; step < STEPS; step++) {
      double rate = passed * 1.5;
      ServiceLoad.Result result =
          load.judge(bodies, poisson(rate), Looks.once(half), Progress.NONE);
      if (!met(result)) {
        break;
      }
      passed = rate;
    }
    report.measure(
        "serving.throughput_rps",
        String.valueOf(Math.round(passed * replicas)),
        "requests/s of " + replicas + " replicas");
  }
}
