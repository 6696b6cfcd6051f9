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
import java.time.Duration;
import java.util.Optional;

/// From which size on Apache Spark pays for scoring in batch, and what it would need. A core of it
/// scores fewer rows than one of `score`, and so each row costs more at any size: it pays where as
/// many workers as are sensible without it are not done in time.
final class SparkRules {

  /// Rows a second and core against `score`: measured on two workers of one machine, with a small
  /// model, where Spark's own work weighs most; `docs/benchmarks.md` says how.
  static final double A_CORE = 0.25;

  /// Until executors answer rows: machines and images, and the start of Spark itself.
  static final Duration START = BatchFleet.UNTIL_IT_RUNS.plusSeconds(30);

  private static final int CORES = 4;
  private static final int MOST_EXECUTORS = 1_000;
  private static final Bytes HEAP = Bytes.mebibytes(4096);

  /// Code, threads, and what Spark itself keeps outside of the heap.
  private static final Bytes BESIDE = Bytes.mebibytes(768);

  /// Weights in the layout of the kernels, and as they were read.
  private static final int TIMES_THE_WEIGHTS = 2;

  private static final String UNMEASURED =
      "too little was scored to tell; slipway score over files like those of a run, some million"
          + " rows of them, measures it";

  private final Batch asked;
  private final Optional<BatchEstimate> found;
  private final Bytes weights;

  SparkRules(Batch asked, Optional<BatchEstimate> found, Bytes weights) {
    this.asked = asked;
    this.found = found;
    this.weights = weights;
  }

  void choose(Draft draft) {
    found
        .filter(SparkRules::tells)
        .ifPresentOrElse(
            estimate -> measured(draft, estimate),
            () -> {
              draft.put(SparkKeys.PAYS, "no", Basis.ASSUMED, UNMEASURED);
              draft.put(SparkKeys.EXECUTORS, 2, Basis.ASSUMED, UNMEASURED);
            });
    draft.put(
        SparkKeys.CORES,
        CORES,
        Basis.ASSUMED,
        "they share a session of the model, and each runs a task");
    draft.put(
        SparkKeys.MEMORY,
        Math.toIntExact(HEAP.mebibytesUp()),
        Basis.ASSUMED,
        "the heap of each core holds what Spark reads and writes, and blocks of 2,048 rows");
    draft.put(
        SparkKeys.OVERHEAD,
        Math.toIntExact(
            new Bytes(BESIDE.count() + TIMES_THE_WEIGHTS * weights.count()).mebibytesUp()),
        Basis.RULE,
        "%s for code, threads and buffers, and twice the model's %s".formatted(BESIDE, weights));
  }

  /// Whether it was measured how long rows take: small pieces tell of a start, and would make Spark
  /// pay too early.
  private static boolean tells(BatchEstimate estimate) {
    ScoreSpeed speed = estimate.speed();
    return speed.pieces().size() >= ScoreSpeed.FEWEST && !speed.ofSmallPieces();
  }

  private void measured(Draft draft, BatchEstimate estimate) {
    ScoreSpeed speed = estimate.speed();
    double core = speed.rowsPerSecond() / speed.threads();
    double from = most(speed, BatchFleet.MOST_WORKERS);
    boolean late =
        estimate
            .planned()
            .seconds()
            .filter(seconds -> seconds.high() > asked.within().toSeconds())
            .isPresent();
    boolean outgrown = late && asked.rows() > from;
    draft.put(
        SparkKeys.PAYS,
        outgrown ? "yes" : "no",
        Basis.MEASURED,
        "%s rows are done within %s by one worker of the target batch, and %s by %d, the most that are sensible at one volume; the objective has %s. A core of Spark scores %s of the %s rows/s of one of score (measured beside it on another machine) and starts %s later, so that %s: it pays from %s rows on, or where the data cannot be mounted"
            .formatted(
                rows(most(speed, 1)),
                Durations.stated(asked.within()),
                rows(from),
                BatchFleet.MOST_WORKERS,
                Numbers.count(asked.rows()),
                Numbers.percent(A_CORE),
                Numbers.grouped(core),
                Durations.span(START.minus(BatchFleet.UNTIL_IT_RUNS)),
                dearer(),
                rows(from)));
    double seconds = Math.max(1, asked.within().minus(START).toSeconds());
    double needed = asked.rows() / (core * A_CORE * seconds * CORES);
    draft.put(
        SparkKeys.EXECUTORS,
        Math.clamp((long) Math.ceil(needed), 1, MOST_EXECUTORS),
        Basis.ASSUMED,
        "%s of %s each score %s rows within %s at that speed, %s until they run included%s"
            .formatted(
                Words.count((long) Math.ceil(needed), "executor"),
                Words.count(CORES, "core"),
                Numbers.count(asked.rows()),
                Durations.stated(asked.within()),
                Durations.span(START),
                needed > MOST_EXECUTORS
                    ? "; no more than " + MOST_EXECUTORS + " are planned"
                    : ""));
  }

  /// Rows that so many workers score in the time.
  private double most(ScoreSpeed speed, int workers) {
    double start = workers == 1 ? 1 : BatchFleet.SHARES_EACH;
    double seconds =
        (asked.within().minus(BatchFleet.UNTIL_IT_RUNS).toNanos() - start * speed.start().toNanos())
            / 1e9;
    return workers * speed.rowsPerSecond() * Math.max(0, seconds);
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
