// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// One day's weather with the digits of the raw file, and what the next day's maximum was.
record Day(LocalDate date, List<String> measured, String weather, String maximumTomorrow) {

  /// The measured columns, in the order of the model's input.
  static final List<String> MEASURED = List.of("temp_max", "temp_min", "precipitation", "wind");

  /// The columns of the model's input: the season comes last.
  static final List<String> FEATURES =
      List.of("temp_max", "temp_min", "precipitation", "wind", "day_of_year");

  /// What the linear model sees: the measured columns, and the season as a point on a circle.
  static final List<String> TERMS =
      List.of("temp_max", "temp_min", "precipitation", "wind", "season_sin", "season_cos");

  /// Radians a day; a float because the graph carries it as one.
  static final float RADIANS_A_DAY = (float) (2 * Math.PI / 365.25);

  Day {
    measured = List.copyOf(measured);
    if (measured.size() != MEASURED.size()) {
      throw new IllegalArgumentException(date + ": " + measured.size() + " measured values");
    }
  }

  /// The texts of [#FEATURES].
  List<String> texts() {
    var texts = new ArrayList<String>(measured);
    texts.add(Integer.toString(date.getDayOfYear()));
    return texts;
  }

  /// The model's input.
  float[] values() {
    List<String> texts = texts();
    var values = new float[texts.size()];
    for (int i = 0; i < values.length; i++) values[i] = Float.parseFloat(texts.get(i));
    return values;
  }

  /// The values of [#TERMS].
  double[] terms() {
    float[] values = values();
    double angle = values[MEASURED.size()] * RADIANS_A_DAY;
    return new double[] {
      values[0], values[1], values[2], values[3], Math.sin(angle), Math.cos(angle)
    };
  }

  double truth() {
    return Double.parseDouble(maximumTomorrow);
  }

  double today() {
    return Double.parseDouble(measured.getFirst());
  }
}
