// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// Evens a text out before it is split: letter case, accents, forms of the same character.
@FunctionalInterface
interface Normaliser {
  String normalise(String text, StepBudget budget);
}
