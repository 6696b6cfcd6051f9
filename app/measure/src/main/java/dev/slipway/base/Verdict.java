// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// Whether an objective is met, as far as the sample can tell.
public sealed interface Verdict {

  /// What the verdict rests on, for a person: the numbers, the limit, the sample size, the
  /// confidence.
  String because();

  /// The verdict with what it rests on: `met: …`.
  default String inWords() {
    return switch (this) {
      case Met(String because) -> "met: " + because;
      case NotMet(String because) -> "not met: " + because;
      case Inconclusive(String because, long ignored) -> "inconclusive: " + because;
    };
  }

  record Met(String because) implements Verdict {}

  record NotMet(String because) implements Verdict {}

  /// @param moreNeeded how many more samples would settle it, at least
  record Inconclusive(String because, long moreNeeded) implements Verdict {}
}
