// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.util.List;

/// A model as its library wrote it: what it becomes, and how it answers itself.
public interface Original {

  /// Library, its version and the kind of file, such as `XGBoost 3.0.0, JSON`.
  String format();

  /// What it becomes.
  TreeEnsemble ensemble();

  /// What it answers to one row, in double precision: probabilities of the classes, or numbers. It
  /// walks the trees as the file has them, and knows nothing of what they became.
  List<Double> answer(double[] row);

  /// What whoever takes it should know.
  List<String> notes();
}
