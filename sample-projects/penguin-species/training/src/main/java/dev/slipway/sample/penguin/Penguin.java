// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.util.List;

/// One bird as the raw file has it: `row` is its place there (1 is the first data row), the
/// measurements keep the digits they were written with, and an unknown sex is empty.
record Penguin(int row, String species, String island, List<String> measurements, String sex) {

  /// The measured columns, in the order of the model's input.
  static final List<String> FEATURES =
      List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");

  Penguin {
    measurements = List.copyOf(measurements);
    if (measurements.size() != FEATURES.size()) {
      throw new IllegalArgumentException("row " + row + ": " + measurements.size() + " measures");
    }
  }

  boolean isMeasured() {
    return measurements.stream().noneMatch(String::isEmpty);
  }

  /// The measurement as the model receives it.
  float value(int feature) {
    return Float.parseFloat(measurements.get(feature));
  }

  /// All measurements as the model receives them.
  float[] values() {
    var values = new float[FEATURES.size()];
    for (int i = 0; i < values.length; i++) values[i] = value(i);
    return values;
  }
}
