// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.util.List;

/// Maps data columns to the model's input, and its outputs to their meaning.
///
/// @param features column names in the order of the input vector; empty when the model does not say
/// @param labels class names in the order of the scores; empty for a regression or when the model
///   does not say
/// @param independent names of scores that each say whether one label applies, of which any number
///   may; empty for a model that is not multi-label
/// @param domains what was seen of each feature in training; empty when the model does not say
public record FeatureMap(
    List<String> features,
    List<String> labels,
    List<String> independent,
    List<FeatureDomain> domains) {
  public FeatureMap {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
    independent = List.copyOf(independent);
    domains = List.copyOf(domains);
  }

  /// Where nothing is known of the domains.
  public FeatureMap(List<String> features, List<String> labels) {
    this(features, labels, List.of(), List.of());
  }
}
