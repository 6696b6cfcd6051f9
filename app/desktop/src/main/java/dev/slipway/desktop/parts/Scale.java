// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.ArrayList;
import java.util.List;

/// Where values stand on an axis, and which of them get a tick.
///
/// @param logarithmic whether equal factors, not equal differences, are equally far apart
public record Scale(double low, double high, boolean logarithmic) {

  public Scale {
    if (!(low < high) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
  }

  /// From 0 to a round number not below the largest value.
  public static Scale upTo(double largest) {
    double step = step(Math.max(largest, 1e-9), 4);
    return new Scale(0, Math.ceil(Math.max(largest, 1e-9) / step) * step, false);
  }

  /// The place of a value, 0 to 1.
  public double at(double value) {
    return logarithmic
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value - low) / (high - low);
  }

  /// Round values within the axis, about as many as asked for.
  public List<Double> ticks(int about) {
    return logarithmic ? factors(about) : steps(about);
  }

  private List<Double> steps(int about) {
    var ticks = new ArrayList<Double>();
    double step = step(high - low, about);
    for (double tick = Math.ceil(low / step) * step; tick <= high + step / 1e6; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private List<Double> factors(int about) {
    double decades = Math.log10(high / low);
    double[] within =
        decades > about
            ? new double[] {1}
            : decades * 3 > about + 2 ? new double[] {1, 3} : new double[] {1, 2, 5};
    var ticks = new ArrayList<Double>();
    for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
      for (double factor : within) {
        double tick = decade * factor;
        if (tick >= low * 0.999999 && tick <= high * 1.000001) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static double step(double span, int about) {
    double raw = span / about;
    double decade = Math.pow(10, Math.floor(Math.log10(raw)));
    double factor = raw / decade;
    return decade * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }
}
