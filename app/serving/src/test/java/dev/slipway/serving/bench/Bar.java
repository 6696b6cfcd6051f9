// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.util.function.DoublePredicate;

/// What a figure should come to.
record Bar(String text, DoublePredicate test) {

  static Bar atLeast(double least) {
    return new Bar("≥ " + Line.number(least), value -> value >= least);
  }

  static Bar atMost(double most) {
    return new Bar("≤ " + Line.number(most), value -> value <= most);
  }

  /// Only told.
  static Bar none() {
    return new Bar("", value -> true);
  }
}
