// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// A measured value with the interval that holds the true one at a stated confidence (0 to 1).
public record Interval(double value, double low, double high, double confidence) {

  public Interval {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(value + " is not within " + low + " to " + high);
    }
  }
}
