// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.image;

import dev.slipway.data.image.ImageSettings.Fit;
import dev.slipway.data.image.ImageSettings.Size;
import java.util.ArrayList;
import java.util.List;

/// Makes a picture larger or smaller, with a weight that falls off evenly from each new pixel's
/// middle. When it shrinks, every old pixel counts, as in the libraries that models are trained
/// with.
final class Resized {

  private final Pixels from;
  private final Size to;

  private Resized(Pixels from, Size to) {
    this.from = from;
    this.to = to;
  }

  /// Three numbers for each new pixel, row after row.
  static double[] of(Pixels from, Size to, Fit fit) {
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
    double[] rows = across((from.width() - width) / 2, width / to.width());
    double[] values = new double[to.width() * to.height() * 3];
    int line = to.width() * 3;
    for (int y = 0; y < to.height(); y++) {
      Span down = Span.of((from.height() - height) / 2, height / to.height(), y, from.height());
      for (int i = 0; i < line; i++) {
        double sum = 0;
        for (int k = 0; k < down.size(); k++) {
          sum += down.weight(k) * rows[(down.first() + k) * line + i];
        }
        values[y * line + i] = sum;
      }
    }
    return values;
  }

  /// Every old row in the new width.
  private double[] across(double start, double scale) {
    List<Span> spans = new ArrayList<>();
    for (int x = 0; x < to.width(); x++) {
      spans.add(Span.of(start, scale, x, from.width()));
    }
    double[] rows = new double[to.width() * from.height() * 3];
    int at = 0;
    for (int y = 0; y < from.height(); y++) {
      double[] row = from.row(y);
      for (Span span : spans) {
        for (int colour = 0; colour < 3; colour++) {
          double sum = 0;
          for (int k = 0; k < span.size(); k++) {
            sum += span.weight(k) * row[(span.first() + k) * 3 + colour];
          }
          rows[at++] = sum;
        }
      }
    }
    return rows;
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
