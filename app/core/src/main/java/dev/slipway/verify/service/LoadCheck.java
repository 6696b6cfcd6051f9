// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.service.ServiceLoad;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.request.InputSizes;
import dev.slipway.verify.check.Report;
import java.nio.charset.StandardCharsets;
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
    List<LatencyLimit> limits = limits(sheet);
    ServiceLoad load = new ServiceLoad(rehearsal.service().data(), sheet.model(), limits);
    // The service's first requests are slower: its code is still being compiled.
    load.run(bodies, poisson(sheet.rate()), rehearsal.load().dividedBy(4), Progress.NONE);
    ServiceLoad.Result result =
        load.judge(bodies, poisson(sheet.rate()), rehearsal.load(), Progress.NONE);
    answered(result.block(), rehearsal, report);
    if (sheet.madeUp().isPresent()) {
      report.notRun(
          IN_TIME,
          "the size of a request was made up (%s): %s"
              .formatted(sheet.madeUp().get(), InputSizes.remedy()));
      return;
    }
    result
        .block()
        .response()
        .at(P99)
        .ifPresent(
            p -> report.measure("serving.latency_p99_ms", Durations.millis(p.value()), "ms"));
    if (limits.isEmpty()) {
      report.notRun(IN_TIME, "the bundle states no latency objective");
      return;
    }
    for (LatencyVerdict judged : result.verdicts()) {
      report.measure("serving.objective_" + judged.at(), judged.verdict().inWords(), "");
      report.measure(
          "serving.limit_" + judged.at() + "_ms", Durations.millis(judged.limit()), "ms");
    }
    Verdict verdict = result.verdicts().getFirst().verdict();
    inTime(verdict, report);
    if (verdict instanceof Verdict.Met && result.block().errors() == 0) {
      double highest = highest(load, bodies, rehearsal);
      report.measure(
          "serving.throughput_rps",
          String.valueOf(Math.round(highest * sheet.replicas())),
          "requests/s of " + sheet.replicas() + " replicas");
    }
  }

  private static Arrival poisson(double rate) {
    return new Arrival.Poisson(new Rate(rate), SEED);
  }

  private static List<LatencyLimit> limits(ServiceSheet sheet) {
    return sheet
        .latency()
        .map(limit -> List.of(new LatencyLimit(new Percentile(sheet.latencyShare() * 100), limit)))
        .orElse(List.of());
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

  private static void inTime(Verdict verdict, Report report) {
    switch (verdict) {
      case Verdict.Met met -> report.passed(IN_TIME, met.because());
      case Verdict.NotMet notMet ->
          report.failed(
              IN_TIME,
              ServiceCheck.problem(
                  "slow",
                  "The latency objective is not met.",
                  notMet.because(),
                  "Repeat it on an idle machine; else allow more CPU or plan more replicas."));
      case Verdict.Inconclusive open ->
          report.notRun(
              IN_TIME, open.because() + "; " + open.moreNeeded() + " more requests would tell");
    }
  }

  /// The highest rate that one replica bears within the objective, stepping up by half.
  private static double highest(ServiceLoad load, List<byte[]> bodies, Rehearsal rehearsal)
      throws InterruptedException {
    double passed = rehearsal.sheet().rate();
    for (int step = 0; step < STEPS; step++) {
      double rate = passed * 1.5;
      ServiceLoad.Result result =
          load.judge(bodies, poisson(rate), rehearsal.load().dividedBy(2), Progress.NONE);
      boolean met = result.verdicts().getFirst().verdict() instanceof Verdict.Met;
      if (!met || result.block().errors() > 0) {
        return passed;
      }
      passed = rate;
    }
    return passed;
  }
}
