// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.image.ImageSettings.Fit;
import dev.slipway.serving.preparation.image.ImageSettings.Size;
import java.util.ArrayList;
import java.util.List;

/// Makes a picture larger or smaller, with a weight that falls off evenly from each new pixel's
/// middle. When it shrinks, every old pixel counts, as in the libraries that models are trained
/// with.
final class Resized {

  private final Picture from;
  private final Size to;

  private Resized(Picture from, Size to) {
    this.from = from;
    this.to = to;
  }

  /// Three numbers for each new pixel, row after row.
  static double[] of(Picture from, Size to, Fit fit) {
    return new Resized(from, to).made(fit);
  }

  private double[] made(Fit fit) {
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
    double[] values = new double[to.width() * to.height() * 3];
    int line = to.width() * 3;
    double[] old = new double[from.width() * 3];
    double[] row = new double[line];
    int done = 0;
    // One old row at a time: all of them in the new width could take gigabytes
    for (int y = 0; y < from.height(); y++) {
      while (done < down.size() && down.get(done).end() <= y) {
        done++;
      }
      if (done == down.size()) {
        break;
      }
      if (down.get(done).first() > y) {
        continue;
      }
      from.row(y, old);
      across(old, across, row);
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
  private static void across(double[] old, List<Span> spans, double[] row) {
    int at = 0;
    for (Span span : spans) {
      for (int colour = 0; colour < 3; colour++) {
        double sum = 0;
        for (int k = 0; k < span.size(); k++) {
          sum += span.weight(k) * old[(span.first() + k) * 3 + colour];
        }
        row[at++] = sum;
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
