// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.List;

/// Makes tokens of a piece of text; a way for each kind of vocabulary.
@FunctionalInterface
interface Tokens {
  List<Token> of(String piece, StepBudget budget);
}
