// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.List;

/// Cuts a text where no token may reach across.
@FunctionalInterface
interface Splitter {
  List<Piece> split(Piece piece, StepBudget budget);
}
