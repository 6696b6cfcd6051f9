// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Interval;
import dev.slipway.objective.Batch;
import dev.slipway.score.ScoreSpeed;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// Workers that score a run together, each a process as large as the one that was measured.
///
/// @param workers that score at once
/// @param shares that the rows are divided into; each is begun, lost and taken up again alone
/// @param seconds from the start of the run to its last row; empty where too little was measured
public record BatchFleet(int workers, int shares, Optional<Interval> seconds) {

  /// More of them wait for the store, which nobody measured.
  public static final int MOST_WORKERS = 64;

  /// Shares for each worker, where there are several: one that is lost costs a part of a worker's
  /// time, and one that is slow is not waited for as long.
  public static final int SHARES_EACH = 4;

  /// Until a container runs where none does: a machine, its image, its place. Nobody measured it.
  public static final Duration UNTIL_IT_RUNS = Duration.ofMinutes(2);

  /// One process on the machine that was measured, started by hand.
  static BatchFleet alone(Batch asked, ScoreSpeed speed) {
    return new BatchFleet(
        1,
        1,
        speed.seconds((double) asked.rows(), 1).map(busy -> plus(busy, seconds(speed.start()))));
  }

  /// The fewest workers that are done in time, as far as the interval reaches; the most that are
  /// sensible where none are.
  ///
  /// @param factor how fast a worker is against the one that was measured
  static BatchFleet of(Batch asked, ScoreSpeed speed, double factor) {
    long pieces = pieces(asked, speed);
    int most = (int) Math.min(MOST_WORKERS, pieces);
    double within = seconds(asked.within());
    for (int workers = 1; workers < most; workers++) {
      BatchFleet fleet = sized(asked, speed, workers, factor);
      if (fleet.seconds.isEmpty() || fleet.seconds.get().high() <= within) {
        return fleet;
      }
    }
    return sized(asked, speed, most, factor);
  }

  /// Pieces of a run, as large as those that were measured.
  static long pieces(Batch asked, ScoreSpeed speed) {
    double rows = Math.max(1, speed.rowsOfAPiece());
    return Math.max(1, (long) Math.ceil(asked.rows() / rows));
  }

  /// The same workers at another speed.
  BatchFleet at(Batch asked, ScoreSpeed speed, double factor) {
    return sized(asked, speed, workers, factor);
  }

  /// How many pieces must have been scored, as varied as those that were, for the allowed time to
  /// lie outside of the interval, where each worker is as fast as the one that was measured.
  ///
  /// @return empty where [ScoreSpeed#MOST_PIECES] do not settle it
  public OptionalInt settledBy(Batch asked, ScoreSpeed speed) {
    double margin = Math.abs(seconds.orElseThrow().value() - seconds(asked.within()));
    double rows = Math.ceilDiv(shares, workers) * rowsOfAShare(asked, speed, shares);
    return speed.piecesFor(rows, workers, margin);
  }

  /// A share holds whole pieces, so that the last worker may have one more than the others.
  private static double rowsOfAShare(Batch asked, ScoreSpeed speed, int shares) {
    return Math.min(
        (double) asked.rows(),
        (double) Math.ceilDiv(pieces(asked, speed), shares) * Math.max(1, speed.rowsOfAPiece()));
  }

  private static BatchFleet sized(Batch asked, ScoreSpeed speed, int workers, double factor) {
    int shares = (int) Math.min(pieces(asked, speed), (long) sharesEach(workers) * workers);
    int turns = Math.ceilDiv(shares, workers);
    double besides = besides(speed, turns, factor);
    return new BatchFleet(
        workers,
        shares,
        speed
            .seconds(turns * rowsOfAShare(asked, speed, shares), workers)
            .map(busy ->
                plus(
                    new Interval(
                        busy.value() / factor,
                        busy.low() / factor,
                        busy.high() / factor,
                        busy.confidence()),
                    besides)));
  }

  /// Rows that so many workers are likely to score within a time, each as fast as the one that was
  /// measured: how long a run takes, asked the other way round, of one that has pieces enough for
  /// all of their shares.
  public static double rowsWithin(Duration within, ScoreSpeed speed, int workers) {
    double busy = seconds(within) - besides(speed, sharesEach(workers), 1);
    return workers * speed.rowsPerSecond() * Math.max(0, busy);
  }

  /// Shares that a worker scores one after another, where there are pieces enough.
  private static int sharesEach(int workers) {
    return workers == 1 ? 1 : SHARES_EACH;
  }

  /// Seconds of a run that score no row: until its workers run, and the start of each share that a
  /// worker scores in its turn.
  private static double besides(ScoreSpeed speed, int turns, double factor) {
    return seconds(UNTIL_IT_RUNS) + turns * seconds(speed.start()) / factor;
  }

  private static Interval plus(Interval busy, double seconds) {
    return new Interval(
        busy.value() + seconds, busy.low() + seconds, busy.high() + seconds, busy.confidence());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
