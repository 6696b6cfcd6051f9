// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;

/// Answers rows, by several threads at the same time.
public interface RowFunction {

  /// Rows come from the first on, perhaps again: what was answered before counts for nothing.
  default void begin() {}

  /// Answers or refuses each row.
  ///
  /// @throws ProblemException that ends the copy
  void answer(RowBlock rows, AnswerBlock answers) throws ProblemException;
}
