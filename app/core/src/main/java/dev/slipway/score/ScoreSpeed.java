// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.data.sql.Limits;
import dev.slipway.measure.machine.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.TDistribution;

/// How fast a run scored, piece by piece.
///
/// @param pieces that were scored in that run, in their order
/// @param took altogether, the start of the process with it
/// @param threads that scored
/// @param memory that scoring was allowed
/// @param peak most memory of the process that scored; nothing where it is not known
/// @param least memory that scoring with this model starts with
/// @param environment the machine
public record ScoreSpeed(
    List<Paced> pieces,
    Duration took,
    int threads,
    Bytes memory,
    Bytes peak,
    Bytes least,
    Environment environment) {

  /// Fewer pieces tell nothing of how much they differ.
  public static final int FEWEST = 3;

  /// Pieces with fewer rows than this on average tell how long a start takes, not a row.
  private static final long SMALL = 100_000;

  /// Nobody scores more of them to find out how long scoring takes.
  public static final int MOST_PIECES = 100_000;

  private static final double MORE_THAN_THE_PEAK = 1.3;

  /// The process that starts it, and what a container holds besides.
  private static final Bytes BESIDE = Bytes.mebibytes(512);

  private static final double CONFIDENCE = 0.95;

  /// One piece.
  ///
  /// @param took from its begin until its manifest was there. A file's hash is in it as far as it
  ///   was waited for, or slowed what was scored beside it
  public record Paced(long rows, Duration took) {}

  /// Of a run that did something.
  public static ScoreSpeed of(Scored.Now now, ScoreOrder order, Environment environment) {
    Limits limits = order.terms().limits();
    return new ScoreSpeed(
        now.paced(),
        now.took(),
        now.threads(),
        limits.memory(),
        now.peak(),
        now.least(),
        environment);
  }

  public ScoreSpeed {
    pieces = pieces.stream().filter(piece -> piece.rows() > 0).toList();
  }

  public long rows() {
    return pieces.stream().mapToLong(Paced::rows).sum();
  }

  /// Rows of a piece, on average.
  public double rowsOfAPiece() {
    return pieces.isEmpty() ? 0 : (double) rows() / pieces.size();
  }

  private double busy() {
    return pieces.stream().mapToDouble(piece -> seconds(piece.took())).sum();
  }

  /// What a run takes besides its pieces.
  public Duration start() {
    return Duration.ofNanos(Math.max(0, Math.round(1e9 * (seconds(took) - busy()))));
  }

  public double rowsPerSecond() {
    return busy() == 0 ? 0 : rows() / busy();
  }

  /// What scoring is to be allowed elsewhere: what it had here at most, and 30 % more; never more
  /// than it was allowed here.
  public Bytes enough() {
    if (peak.count() == 0) {
      return memory;
    }
    long wanted = Math.max(least.count(), Math.round(MORE_THAN_THE_PEAK * peak.count()));
    return Bytes.mebibytes(new Bytes(Math.min(memory.count(), wanted)).mebibytesUp());
  }

  /// Memory of a container that scores.
  public Bytes container() {
    return new Bytes(enough().count() + BESIDE.count());
  }

  /// Whether the pieces are so small that their time is not that of their rows: then it is too long
  /// for a run of larger ones, and never too short.
  public boolean ofSmallPieces() {
    return rowsOfAPiece() < SMALL;
  }

  /// Seconds that so many rows take one process after its start, as a ratio of the pieces' times to
  /// their rows: what the ratio is unsure of, and how much as many pieces to come will differ, at
  /// 95 % by Student's t.
  ///
  /// @param together processes that each score so many beside one another: the interval holds for
  ///   all of them at once (Bonferroni), as a run ends with the slowest
  /// @return empty below [#FEWEST] pieces
  public Optional<Interval> seconds(double rows, int together) {
    int n = pieces.size();
    if (n < FEWEST) {
      return Optional.empty();
    }
    double half = reach(n, rows, together);
    double likely = busy() * (rows / rows());
    return Optional.of(new Interval(likely, Math.max(0, likely - half), likely + half, CONFIDENCE));
  }

  /// How many pieces, as varied as those that were scored, must have been scored for the interval
  /// of [#seconds] to reach no further.
  ///
  /// @param reach seconds from its middle to its ends
  /// @return empty where [#MOST_PIECES] are too few: however well their time is known, those to
  ///   come differ by more
  public OptionalInt piecesFor(double rows, int together, double reach) {
    if (reach(MOST_PIECES, rows, together) > reach) {
      return OptionalInt.empty();
    }
    int few = FEWEST;
    int enough = MOST_PIECES;
    while (few < enough) {
      int between = (few + enough) / 2;
      if (reach(between, rows, together) > reach) {
        few = between + 1;
      } else {
        enough = between;
      }
    }
    return OptionalInt.of(enough);
  }

  /// Seconds from the middle of the interval to its ends, were so many pieces scored.
  private double reach(int scored, double rows, int together) {
    double each = busy() / rows();
    double squares =
        pieces.stream()
            .mapToDouble(piece -> Math.pow(seconds(piece.took()) - each * piece.rows(), 2))
            .sum();
    double deviation = squares / (pieces.size() - 1);
    double coming = rows / rowsOfAPiece();
    return TDistribution.of(scored - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2 / together)
        * Math.sqrt(deviation * (coming * coming / scored + coming));
  }

  /// Whether it can be judged by where another run cannot, or better: a few rows that are scored
  /// after a real run tell nothing of the next one.
  public boolean tellsMoreThan(ScoreSpeed other) {
    boolean enough = pieces.size() >= FEWEST;
    boolean otherEnough = other.pieces.size() >= FEWEST;
    return enough && (!otherEnough || (other.ofSmallPieces() && !ofSmallPieces()));
  }

  private static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }
}
