// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The program of an image that scores in batch. It has no project and no ledger: it reads the
/// settings of a bundle and folders that are mounted, and says in its log what it did.
///
/// Exit code: 0 its share is scored; 2 the data or the arguments are wrong, which does not change
/// when it is tried again; 3 what it runs on failed, or another process is at work there; 4 more
/// rows were rejected than are allowed; 70 the program itself failed. Not 1, with which Java ends
/// where it cannot start at all.
public final class JobMain {

  private static final long NANOS_BETWEEN = Duration.ofMinutes(1).toNanos();

  /// What remedies tell the user of `slipway score` to give, and this program has from its bundle.
  private static final Pattern OF_THE_BUNDLE =
      Pattern.compile("--(keep|max-rejected|memory|threads)");

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
      Problem problem = e.problem();
      log.println(harmless(problem.what()));
      log.println("  why   " + harmless(problem.why()));
      log.println("  do    " + harmless(problem.remedy()));
      if (OF_THE_BUNDLE.matcher(problem.remedy()).find()) {
        log.println(
            "  note  --keep and --max-rejected are set in slipway.yaml, as release.options.batch;"
                + " --memory and --threads are planned");
      }
      log.println("  code  " + problem.code());
      return code(problem);
    } catch (RuntimeException | Error defect) {
      // Java would end with 1, which means something else.
      defect.printStackTrace(log);
      return 70;
    }
  }

  private static int code(Problem problem) {
    return switch (problem.code().category()) {
      case GATE -> 4;
      case INPUT -> 2;
      case ENVIRONMENT -> 3;
      case INTERNAL -> 70;
    };
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
    List<Scored.DriftFound> drifted =
        report.drift().stream().filter(Scored.DriftFound::isDrifted).toList();
    if (!drifted.isEmpty()) {
      log.println(
          "drifted: "
              + drifted.stream()
                  .map(one -> harmless(one.feature()) + " " + Numbers.digits(one.psi(), 2))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String rows(Scored.Report report) {
    return "%s rows, %s of them rejected%s"
        .formatted(
            Numbers.count(report.rows()),
            Numbers.count(report.rejected()),
            report.rejected() == 0 ? "" : ", the first: " + harmless(report.firstRejected()));
  }

  /// One line, whatever names and values are in it.
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /// A line for what is done, and at most one a minute for how far it is.
  private final class Told implements Progress {

    private long told = nanoTime.getAsLong() - NANOS_BETWEEN;

    @Override
    public void report(double fraction, String doing) {
      long now = nanoTime.getAsLong();
      if (now - told >= NANOS_BETWEEN) {
        told = now;
        log.println(Numbers.percent(fraction) + " " + harmless(doing));
      }
    }
  }
}
