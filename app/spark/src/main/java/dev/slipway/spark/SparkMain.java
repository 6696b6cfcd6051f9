// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.score.JobConfig;
import dev.slipway.score.JobEnd;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.spark.sql.SparkSession;

/// The program of the job. It has no project and no ledger: it reads the settings of a bundle and
/// what the cluster can see, and says in its log what it did.
///
/// Exit code: 0 all rows are scored, else one of [JobEnd].
public final class SparkMain {

  /// What stands for a name of the run in the name of its folder: the time at which it begins, and
  /// letters by which one differs that begins in the same second.
  private static final String RUN = "{run}";

  private static final DateTimeFormatter RUNS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Of a random number of four bits each.
  private static final int LETTERS = 8;

  private final PrintStream log;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  SparkMain(PrintStream log, InstantSource clock, LongSupplier nanoTime) {
    this.log = log;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /// @param args see [SparkArguments]
  public static void main(String[] args) {
    var log = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int code = new SparkMain(log, Clock.systemUTC(), System::nanoTime).run(List.of(args));
    if (code != 0) {
      System.exit(code);
    }
  }

  int run(List<String> args) {
    try {
      SparkArguments asked = SparkArguments.of(args);
      JobConfig config = JobConfig.read(asked.config());
      SparkPlatform.refuseOld();
      SparkSession.Builder builder = SparkSession.builder().appName("slipway score");
      SparkSettings.ALL.forEach(builder::config);
      SparkSession spark = SparkFailure.explaining(builder::getOrCreate);
      try {
        log.println(
            "model %s, Spark %s, %s"
                .formatted(
                    config.model().sha256().brief(),
                    spark.version(),
                    JobEnd.line(String.join(" ", asked.data()))));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String out = folder(asked.out(), now, UUID.randomUUID());
        long began = nanoTime.getAsLong();
        SparkReport report = new SparkScoring(spark, config, now).score(asked.data(), out);
        tell(report, out, Duration.ofNanos(nanoTime.getAsLong() - began));
      } finally {
        spark.stop();
      }
      return 0;
    } catch (ProblemException e) {
      return JobEnd.told(e.problem(), "spark", log);
    } catch (Exception | Error defect) {
      // Exceptions too that Java does not see Spark throw: with 1, Java ends for another reason.
      defect.printStackTrace(log);
      return JobEnd.DEFECT;
    }
  }

  /// @param any which run it is
  static String folder(String asked, Instant begun, UUID any) {
    return asked.replace(RUN, RUNS.format(begun) + "-" + any.toString().substring(0, LETTERS));
  }

  /// @param took from the look at the files to the end
  private void tell(SparkReport report, String out, Duration took) {
    log.println(
        "%s is whole: %s rows, %s of them rejected%s"
            .formatted(
                JobEnd.line(out),
                Numbers.count(report.rows()),
                Numbers.count(report.rejected()),
                report.rejected() == 0
                    ? ""
                    : ", the first: " + JobEnd.line(report.firstRejected())));
    log.println(
        "%s rows/s, by %s of the model"
            .formatted(
                Numbers.grouped(report.rows() / (took.toNanos() / 1e9)),
                Words.count(report.sessions(), "session")));
    if (report.kept().isEmpty()) {
      log.println(
          "note  no column stands beside the answers: nothing says which row each belongs to, since"
              + " Spark keeps no order");
    }
    if (!report.namedByFolders().isEmpty()) {
      log.println(
          "note  %s is in names of folders alone, and was not read: write what is wanted of it into the files"
              .formatted(JobEnd.line(String.join(", ", report.namedByFolders()))));
    }
    JobEnd.drifted(report.drift()).ifPresent(log::println);
  }
}
