// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.util.List;

/// What was seen of a feature when the model was trained.
///
/// @param values those seen, where they were few; otherwise empty
public record FeatureDomain(double least, double most, List<Double> values) {
  public FeatureDomain {
    values = List.copyOf(values);
  }
}
