// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Numbers;
import dev.slipway.base.Progress;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells how far scoring is: the share of the bytes, and rows a second. The text changes every few
/// seconds, since where nobody looks each new one is a line.
final class ScoreProgress {

  private static final long NANOS_BETWEEN = Duration.ofSeconds(5).toNanos();

  private final Progress progress;
  private final LongSupplier nanoTime;
  private final long began;
  private long told;
  private long rows;
  private double done;
  private String doing = "";

  ScoreProgress(Progress progress, LongSupplier nanoTime) {
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.told = began - NANOS_BETWEEN;
  }

  /// @param share of all the work that a piece is
  /// @param within how much of the piece is done
  /// @param now rows of the piece that are answered
  void at(Piece piece, double share, double within, long now) {
    long nanos = nanoTime.getAsLong();
    String what = "scoring " + piece.inWords();
    if (!doing.startsWith(what) || nanos - told >= NANOS_BETWEEN) {
      told = nanos;
      double seconds = (nanos - began) / 1e9;
      double rate = seconds < 1 ? 0 : (rows + now) / seconds;
      doing = rate == 0 ? what : what + ", " + Numbers.count(Math.round(rate)) + " rows/s";
    }
    progress.report(Math.min(1, done + share * within), doing);
  }

  /// A piece is done, and so many rows of it were scored now.
  void finished(double share, long scored) {
    done += share;
    rows += scored;
  }

  long rows() {
    return rows;
  }

  Duration took() {
    return Duration.ofNanos(nanoTime.getAsLong() - began);
  }
}
