// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// More than can be answered, and the end under load.
final class OverloadSections {

  private static final int SECONDS = Integer.getInteger("slipway.bench.overload", 60);
  private static final int DRAINS = Integer.getInteger("slipway.bench.drains", 20);
  private static final int PER_SECOND = 5_000;

  private OverloadSections() {}

  private static byte[] request() {
    String body = Payloads.row();
    return ("POST /v2/models/model/infer HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static long in(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /// Twice what the medium model can do one by one, from 512 connections.
  static void overload(Payloads payloads, Report report) throws Exception {
    Map<String, String> single = Map.of("SLIPWAY_BATCH_MAX_ROWS", "1");
    try (Subject ours = Subject.ours(payloads.mediumModel(), Subject.PORT, single)) {
      capacity(ours, 3);
      double before = capacity(ours, 5);
      try (OpenLoop loop = new OpenLoop(Subject.PORT, 512, request())) {
        loop.run(2 * before, in(5_000));
        long start = System.nanoTime();
        long acceptedBefore = loop.tally().accepted();
        long memory = Machine.residentMegabytes(ours.process().pid());
        Machine.Ticks ticks = Machine.ticks();
        long known = ours.cpuTicks() + Machine.ownTicks();
        loop.run(2 * before, in(1_000L * SECONDS));
        double seconds = (System.nanoTime() - start) / 1e9;
        long accepted = loop.tally().accepted() - acceptedBefore;
        Machine.Ticks after = Machine.ticks();
        double foreign =
            (after.busy() - ticks.busy() - (ours.cpuTicks() + Machine.ownTicks() - known))
                / (double) (after.all() - ticks.all());
        loop.finish(in(2_000));
        double capacity = (before + capacity(ours, 5)) / 2;
        add(report, loop.tally(), accepted / seconds, capacity, foreign);
        long grown = Machine.residentMegabytes(ours.process().pid()) - memory;
        report.add(
            new Line(
                "2× overload, memory grown, MB",
                memory + " MB",
                "",
                grown,
                Bar.atMost(8),
                foreign));
      }
    }
  }

  private static void add(
      Report report, Tally tally, double goodput, double capacity, double foreign)
      throws Exception {
    String what = "2× overload, medium one by one, %d s: ".formatted(SECONDS);
    report.add(
        new Line(
            what + "goodput of capacity",
            "%.0f/s".formatted(goodput),
            "%.0f/s".formatted(capacity),
            goodput / capacity,
            Bar.atLeast(0.9),
            foreign));
    report.add(
        new Line(
            what + "p99 of accepted, ms",
            "p50 %.1f ms".formatted(tally.percentileMillis(0.5)),
            "",
            tally.percentileMillis(0.99),
            Bar.atMost(50),
            foreign));
    report.add(
        new Line(
            what + "neither 200 nor 503 with Retry-After",
            "%d accepted".formatted(tally.accepted()),
            "%d with 503, %d not sent".formatted(tally.refusedBusy(), tally.unsent),
            tally.others() + tally.lost + tally.underWay,
            Bar.atMost(0),
            0));
  }

  /// Answers a second of a closed loop with the same client.
  private static double capacity(Subject ours, int seconds) throws Exception {
    try (OpenLoop loop = new OpenLoop(Subject.PORT, 32, request())) {
      long start = System.nanoTime();
      loop.run(0, in(1_000L * seconds));
      double took = (System.nanoTime() - start) / 1e9;
      loop.finish(in(1_000));
      return ours.process().isAlive() ? loop.tally().accepted() / took : 0;
    }
  }

  /// SIGTERM under load, again and again.
  static void drain(Payloads payloads, Report report) throws Exception {
    Map<String, String> quickly = Map.of("SLIPWAY_DRAIN_DELAY", "500 ms");
    int clean = 0;
    long answered = 0;
    long lost = 0;
    for (int i = 0; i < DRAINS; i++) {
      try (Subject ours = Subject.ours(payloads.smallModel(), Subject.PORT, quickly);
          OpenLoop loop = new OpenLoop(Subject.PORT, 32, request())) {
        loop.run(PER_SECOND, in(1_000));
        ours.process().toHandle().destroy();
        loop.run(PER_SECOND, in(10_000));
        loop.finish(in(1_000));
        Tally tally = loop.tally();
        long bad = tally.lost + tally.others() + tally.refusedBusy() + tally.underWay;
        clean += bad == 0 && ours.process().waitFor(5, TimeUnit.SECONDS) ? 1 : 0;
        answered += tally.accepted();
        lost += bad;
      }
    }
    report.add(
        new Line(
            "SIGTERM under %d/s, ends without loss".formatted(PER_SECOND),
            "%d answered, %d lost".formatted(answered, lost),
            "of %d".formatted(DRAINS),
            clean,
            Bar.atLeast(DRAINS),
            0));
  }
}
