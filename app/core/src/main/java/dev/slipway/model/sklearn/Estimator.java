// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import java.util.List;

/// A fitted estimator. It answers a row by itself, in double precision and by the library's own
/// definition, and writes a graph that should answer the same: two ways that share no more than the
/// attributes they start from, so that comparing them says something.
public sealed interface Estimator permits Transformer, Regressor, Classifier, Labeller {

  /// What it takes, column by column; as many as it was fitted on.
  List<Taken> takes();

  /// What a column must hold.
  enum Taken {
    NUMBER,
    TEXT,
    /// Whatever comes: it is dropped, or handed on.
    ANYTHING
  }

  /// What the graph gives out that no caller should wonder about, such as that scores are no
  /// probabilities.
  default List<String> notes() {
    return List.of();
  }
}
