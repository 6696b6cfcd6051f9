// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.graph.GraphWriter;

/// How likely a row and each class are together, as a logarithm: what generative classifiers choose
/// by.
interface Joint {

  int width();

  /// One number a class, up to one that all have in common.
  double[] of(double[] row);

  /// `[rows, classes]`.
  String write(GraphWriter graph, String x);
}
