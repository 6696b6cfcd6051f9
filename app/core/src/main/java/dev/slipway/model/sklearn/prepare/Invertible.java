// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;

/// A step that can be taken back, as a target is scaled back after the prediction.
interface Invertible {

  double[] back(double[] row);

  /// The same for a tensor of doubles.
  String writeBack(GraphWriter graph, String columns);
}
