// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageSettings.Fit;
import dev.slipway.serving.preparation.image.ImageSettings.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Makes a picture larger or smaller, with a weight that falls off evenly from each new pixel's
/// middle. When it shrinks, every old pixel counts, as in the libraries that models are trained
/// with.
final class Resized {

  /// A picture whose rows in the new width are so many times as many pixels as it has, and as are
  /// wanted, is made lower first: a file of 200 bytes may have 65,535 rows of one pixel. No other
  /// is, since the order changes the last bits.
  private static final int MUCH = 8;

  /// Bytes of a span beside its weights.
  private static final int SPAN = 64;

  private final Picture from;
  private final Size to;
  private final BooleanSupplier goesOn;

  private Resized(Picture from, Size to, BooleanSupplier goesOn) {
    this.from = from;
    this.to = to;
    this.goesOn = goesOn;
  }

  /// Three numbers for each new pixel, row after row.
  ///
  /// @param goesOn asked for each row
  /// @throws PreparationException once it says no
  static double[] of(Picture from, Size to, Fit fit, BooleanSupplier goesOn)
      throws PreparationException {
    return new Resized(from, to, goesOn).made(fit);
  }

  /// The most bytes that are held meanwhile, with what is made.
  ///
  /// @param width of the picture
  static long memory(int width, int height, Size to) {
    long pixels = width + to.width() + (long) to.width() * to.height();
    long lowered = isNarrow(width, height, to) ? (long) width * to.height() : 0;
    long weights = 2L * (width + height) + 4L * (to.width() + to.height());
    return Double.BYTES * (3 * (pixels + lowered) + weights)
        + (long) SPAN * (to.width() + to.height());
  }

  /// Whether its rows are many, and far shorter than the new ones.
  static boolean isNarrow(int width, int height, Size to) {
    long own = (long) width * height;
    long wanted = (long) to.width() * to.height();
    return (long) height * to.width() > MUCH * Math.max(own, wanted);
  }

  private double[] made(Fit fit) throws PreparationException {
    double width = from.width();
    double height = from.height();
    if (fit == Fit.CROP) {
      double scale = Math.min(width / to.width(), height / to.height());
      width = scale * to.width();
      height = scale * to.height();
    }
    List<Span> across =
        spans((from.width() - width) / 2, width / to.width(), to.width(), from.width());
    List<Span> down =
        spans((from.height() - height) / 2, height / to.height(), to.height(), from.height());
    double[] old = new double[from.width() * 3];
    int line = to.width() * 3;
    if (!isNarrow(from.width(), from.height(), to)) {
      double[] row = new double[line];
      return lowered(
          down,
          line,
          y -> {
            from.row(y, old);
            across(old, 0, across, row, 0);
            return row;
          });
    }
    double[] lowered =
        lowered(
            down,
            old.length,
            y -> {
              from.row(y, old);
              return old;
            });
    double[] values = new double[to.height() * line];
    for (int y = 0; y < to.height(); y++) {
      Unreadable.require(goesOn);
      across(lowered, y * old.length, across, values, y * line);
    }
    return values;
  }

  /// Rows of the picture, in whatever width.
  private interface Rows {
    double[] of(int y);
  }

  /// As many rows as are wanted.
  ///
  /// @param line numbers of a row
  private double[] lowered(List<Span> down, int line, Rows rows) throws PreparationException {
    double[] values = new double[to.height() * line];
    int done = 0;
    // One old row at a time: all of them in the new width could take gigabytes
    for (int y = 0; y < from.height(); y++) {
      Unreadable.require(goesOn);
      while (done < down.size() && down.get(done).end() <= y) {
        done++;
      }
      if (done == down.size()) {
        break;
      }
      if (down.get(done).first() > y) {
        continue;
      }
      double[] row = rows.of(y);
      for (int at = done; at < down.size() && down.get(at).first() <= y; at++) {
        double weight = down.get(at).weight(y - down.get(at).first());
        for (int i = 0; i < line; i++) {
          values[at * line + i] += weight * row[i];
        }
      }
    }
    return values;
  }

  /// One old row in the new width.
  ///
  /// @param oldAt where it begins
  /// @param madeAt where the new one begins
  private static void across(double[] old, int oldAt, List<Span> spans, double[] made, int madeAt) {
    int at = madeAt;
    for (Span span : spans) {
      for (int colour = 0; colour < 3; colour++) {
        double sum = 0;
        for (int k = 0; k < span.size(); k++) {
          sum += span.weight(k) * old[oldAt + (span.first() + k) * 3 + colour];
        }
        made[at++] = sum;
      }
    }
  }

  /// @param made how many new pixels there are on this side
  /// @param length how many old ones
  private static List<Span> spans(double start, double scale, int made, int length) {
    List<Span> spans = new ArrayList<>();
    for (int at = 0; at < made; at++) {
      spans.add(Span.of(start, scale, at, length));
    }
    return spans;
  }

  /// The old pixels that one new pixel is made of, along one side.
  private static final class Span {
    private final int first;
    private final double[] weights;

    private Span(int first, double[] weights) {
      this.first = first;
      this.weights = weights;
    }

    int first() {
      return first;
    }

    int size() {
      return weights.length;
    }

    int end() {
      return first + weights.length;
    }

    double weight(int k) {
      return weights[k];
    }

    static Span of(double start, double scale, int at, int length) {
      double middle = start + (at + 0.5) * scale;
      double reach = Math.max(1, scale);
      int first = Math.clamp((long) Math.floor(middle - reach + 0.5), 0, length - 1);
      int end = Math.clamp((long) Math.floor(middle + reach + 0.5), first + 1, length);
      double[] weights = new double[end - first];
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - middle) / reach);
        sum += weights[k];
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] = sum > 0 ? weights[k] / sum : 1.0 / weights.length;
      }
      return new Span(first, weights);
    }
  }
}
