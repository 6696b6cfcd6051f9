// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchFleet;
import dev.slipway.objective.Batch;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.score.ScoreSpeed;
import dev.slipway.score.ScoringMemory;
import java.time.Duration;
import java.util.Optional;

/// From which size on Apache Spark pays for scoring in batch, and what it would need. A core of it
/// scores fewer rows than one of `score`, and so each row costs more at any size: it pays where as
/// many workers as are sensible without it are not done in time, and as many executors as are
/// sensible are.
final class SparkRules {

  /// Rows a second and core against `score`, in the stage that answers: the fewest that were seen,
  /// on two workers of one busy machine, with a small model, where Spark's own work weighs most;
  /// `docs/benchmarks.md` says how. Nobody measured it on the cluster that is meant.
  static final double A_CORE = 0.17;

  /// Until executors answer rows: machines and images, and the start of Spark itself.
  static final Duration START = BatchFleet.UNTIL_IT_RUNS.plusSeconds(30);

  /// More is for who runs such clusters to say. Nobody measured it.
  static final int MOST_EXECUTORS = 1_000;

  private static final int CORES = 4;
  private static final int UNSETTLED_EXECUTORS = 2;
  private static final Bytes HEAP = Bytes.mebibytes(4096);

  /// Code, threads, and what Spark itself keeps outside of the heap. Nobody measured it.
  private static final Bytes BESIDE = Bytes.mebibytes(768);

  /// The file as it was read, in the pieces that Spark hands out, and put together from them.
  private static final int TIMES_THE_FILE = 3;

  private static final String UNMEASURED =
      "too little was scored to tell; slipway score over files like those of a run, some million"
          + " rows of them, measures it";

  private final Batch asked;
  private final Optional<BatchEstimate> found;
  private final ModelFacts model;

  SparkRules(Batch asked, Optional<BatchEstimate> found, ModelFacts model) {
    this.asked = asked;
    this.found = found;
    this.model = model;
  }

  void choose(Draft draft) {
    found
        .filter(SparkRules::tells)
        .ifPresentOrElse(estimate -> measured(draft, estimate), () -> unsettled(draft, UNMEASURED));
    draft.put(
        SparkKeys.CORES,
        CORES,
        Basis.ASSUMED,
        "they share a session of the model, and each runs a task; another number was not measured");
    Bytes weights = model.file();
    Bytes answers = ScoringMemory.blocks(model.answers());
    draft.put(
        SparkKeys.MEMORY,
        Math.toIntExact(
            new Bytes(HEAP.count() + CORES * answers.count() + TIMES_THE_FILE * weights.count())
                .mebibytesUp()),
        Basis.ASSUMED,
        "%s for what Spark reads and writes and for a block of rows a core, of 16 MiB at most, %s a core for answers, and three times the model's %s, which Spark holds in pieces and whole"
            .formatted(HEAP, answers, weights));
    draft.put(
        SparkKeys.OVERHEAD,
        Math.toIntExact(
            new Bytes(BESIDE.count() + ScoringMemory.TIMES_THE_WEIGHTS * weights.count())
                .mebibytesUp()),
        Basis.ASSUMED,
        "%s for code, threads and buffers, and twice the model's %s".formatted(BESIDE, weights));
  }

  private static void unsettled(Draft draft, String why) {
    draft.put(SparkKeys.PAYS, "no", Basis.ASSUMED, why);
    draft.put(SparkKeys.EXECUTORS, UNSETTLED_EXECUTORS, Basis.ASSUMED, why);
  }

  /// Whether it was measured how long rows take: small pieces tell of a start, and would make Spark
  /// pay too early.
  private static boolean tells(BatchEstimate estimate) {
    ScoreSpeed speed = estimate.speed();
    return speed.pieces().size() >= ScoreSpeed.FEWEST && !speed.ofSmallPieces();
  }

  private void measured(Draft draft, BatchEstimate estimate) {
    if (asked.within().compareTo(START) <= 0) {
      unsettled(
          draft,
          "executors take %s until they run, and %s are allowed"
              .formatted(Durations.span(START), Durations.stated(asked.within())));
      return;
    }
    ScoreSpeed speed = estimate.speed();
    double core = speed.rowsPerSecond() / speed.threads();
    double seconds = asked.within().minus(START).toNanos() / 1e9;
    double needed = Math.ceil(asked.rows() / (core * A_CORE * seconds * CORES));
    draft.put(
        SparkKeys.PAYS,
        isOutgrown(estimate) && needed <= MOST_EXECUTORS ? "yes" : "no",
        Basis.ASSUMED,
        sizes(speed, core) + (needed > MOST_EXECUTORS ? ". " + tooMany(needed) : ""));
    draft.put(
        SparkKeys.EXECUTORS,
        Math.clamp((long) needed, 1, MOST_EXECUTORS),
        Basis.ASSUMED,
        "%s of %s each score %s rows within %s at %s of the speed of score, %s until they run included%s"
            .formatted(
                Words.count((long) needed, "executor"),
                Words.count(CORES, "core"),
                Numbers.count(asked.rows()),
                Durations.stated(asked.within()),
                Numbers.percent(A_CORE),
                Durations.span(START),
                needed > MOST_EXECUTORS ? "; " + tooMany(needed) : ""));
  }

  private static String tooMany(double needed) {
    return "%s would be needed, and no more than %s are planned"
        .formatted(Words.count((long) needed, "executor"), Numbers.count(MOST_EXECUTORS));
  }

  /// Whether the most workers that are sensible without Spark are not done in time.
  private boolean isOutgrown(BatchEstimate estimate) {
    return asked.rows() > most(estimate.speed(), BatchFleet.MOST_WORKERS)
        && estimate
            .planned()
            .seconds()
            .filter(seconds -> seconds.high() > asked.within().toSeconds())
            .isPresent();
  }

  private String sizes(ScoreSpeed speed, double core) {
    String from = rows(most(speed, BatchFleet.MOST_WORKERS));
    return "%s rows are done within %s by one worker of the target batch, and %s by %d, the most that are sensible at one volume; the objective has %s. A core of Spark is taken to score %s of the %s rows/s of one of score, the least that was seen, on two workers of one busy machine and without the look at the files, and starts %s later, so that %s: it pays from %s rows on, or where the data cannot be mounted"
        .formatted(
            rows(most(speed, 1)),
            Durations.stated(asked.within()),
            from,
            BatchFleet.MOST_WORKERS,
            Numbers.count(asked.rows()),
            Numbers.percent(A_CORE),
            Numbers.grouped(core),
            Durations.span(START.minus(BatchFleet.UNTIL_IT_RUNS)),
            dearer(),
            from);
  }

  private double most(ScoreSpeed speed, int workers) {
    return BatchFleet.rowsWithin(asked.within(), speed, workers);
  }

  private static String rows(double rows) {
    return Numbers.count(Math.round(rows));
  }

  private String dearer() {
    String times = Numbers.digits(1 / A_CORE, 2);
    return found
        .flatMap(BatchEstimate::chosen)
        .map(offer ->
            "a million rows cost some %s times the %s of score on the same machines"
                .formatted(times, offer.perMillion().text()))
        .orElse("a row takes some " + times + " times the machine");
  }
}
