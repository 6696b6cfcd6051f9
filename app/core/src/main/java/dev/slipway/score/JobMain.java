// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Words;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/// The program of an image that scores in batch. It has no project and no ledger: it reads the
/// settings of a bundle and folders that are mounted, and says in its log what it did.
///
/// Exit code: 0 its share is scored, else one of [JobEnd].
public final class JobMain {

  private static final long NANOS_BETWEEN = Duration.ofMinutes(1).toNanos();

  private final PrintStream log;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  JobMain(PrintStream log, InstantSource clock, LongSupplier nanoTime) {
    this.log = log;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /// @param args see [JobArguments]
  public static void main(String[] args) throws InterruptedException {
    var log = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new JobMain(log, Clock.systemUTC(), System::nanoTime).run(List.of(args)));
  }

  int run(List<String> args) throws InterruptedException {
    try {
      JobArguments asked = JobArguments.of(args);
      ScoreOrder order = asked.order();
      log.println(
          "model %s, share %s of %s"
              .formatted(
                  order.model().sha256().brief(),
                  order.share(),
                  String.join(" ", order.data().patterns())));
      tell(Scorer.score(order, clock.instant(), nanoTime, new Told()));
      return 0;
    } catch (ProblemException e) {
      return JobEnd.told(e.problem(), "batch", log);
    } catch (RuntimeException | Error defect) {
      // Java would end with 1, which means something else.
      defect.printStackTrace(log);
      return JobEnd.DEFECT;
    }
  }

  private void tell(Scored scored) {
    Scored.Report report = scored.report();
    Scored.Now now = scored.now();
    log.println(
        "%s scored now%s, %s rows/s"
            .formatted(
                Words.count(now.pieces(), "piece"),
                now.before() == 0 ? "" : ", " + now.before() + " finished before",
                Numbers.count(Math.round(now.rowsPerSecond()))));
    log.println(
        scored.whole()
            ? "the folder is whole: " + rows(report)
            : "the share is done: " + rows(report) + "; the last of the others makes it whole");
    JobEnd.drifted(report.drift()).ifPresent(log::println);
  }

  private static String rows(Scored.Report report) {
    return "%s rows, %s of them rejected%s"
        .formatted(
            Numbers.count(report.rows()),
            Numbers.count(report.rejected()),
            report.rejected() == 0 ? "" : ", the first: " + JobEnd.line(report.firstRejected()));
  }

  /// A line for what is done, and at most one a minute for how far it is.
  private final class Told implements Progress {

    private long told = nanoTime.getAsLong() - NANOS_BETWEEN;

    @Override
    public void report(double fraction, String doing) {
      long now = nanoTime.getAsLong();
      if (now - told >= NANOS_BETWEEN) {
        told = now;
        log.println(Numbers.percent(fraction) + " " + JobEnd.line(doing));
      }
    }
  }
}
