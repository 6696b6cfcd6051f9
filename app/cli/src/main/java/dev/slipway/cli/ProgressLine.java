// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;

/// Shows progress: on a terminal one line that is redrawn, elsewhere a plain line for each new
/// step.
final class ProgressLine implements Progress, AutoCloseable {

  private static final int WIDTH = 24;
  private static final Duration REDRAW = Duration.ofMillis(100);

  private final PrintWriter err;
  private final boolean interactive;
  private final int columns;
  private final InstantSource clock;
  private final java.time.Instant start;
  private java.time.Instant drawn;
  private String doing = "";

  /// @param columns of the terminal: a longer line could not be redrawn
  ProgressLine(PrintWriter err, boolean interactive, int columns, InstantSource clock) {
    this.err = err;
    this.interactive = interactive;
    this.columns = columns;
    this.clock = clock;
    this.start = clock.instant();
    this.drawn = start.minus(REDRAW);
  }

  @Override
  public synchronized void report(double fraction, String step) {
    String now = Texts.clean(step);
    if (!interactive) {
      if (!now.equals(doing)) {
        err.printf("%3.0f %%  %s%n", 100 * fraction, now);
        err.flush();
      }
    } else if (!now.equals(doing)
        || Duration.between(drawn, clock.instant()).compareTo(REDRAW) >= 0) {
      draw(fraction, now);
    }
    doing = now;
  }

  private void draw(double fraction, String now) {
    drawn = clock.instant();
    int full = (int) Math.round(WIDTH * Math.clamp(fraction, 0, 1));
    String line =
        String.format(
            "%s%s %3.0f %%  %s%s",
            "━".repeat(full), "·".repeat(WIDTH - full), 100 * fraction, now, left(fraction));
    err.print("\r\u001b[K" + (line.length() < columns ? line : line.substring(0, columns - 1)));
    err.flush();
  }

  private String left(double fraction) {
    long spent = Duration.between(start, drawn).toMillis();
    if (fraction < 0.05 || spent < 2000) {
      return "";
    }
    long seconds = Math.round(spent * (1 - fraction) / fraction / 1000);
    return seconds < 60
        ? ", " + seconds + " s left"
        : ", " + Math.ceilDiv(seconds, 60) + " min left";
  }

  @Override
  public void close() {
    clear();
  }

  /// Makes room for the result.
  synchronized void clear() {
    if (interactive) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
