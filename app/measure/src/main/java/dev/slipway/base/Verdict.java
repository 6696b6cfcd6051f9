// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.util.Optional;

/// Whether an objective is met, as far as the sample can tell. Whoever judges makes one; whoever
/// shows it prints its words.
public sealed interface Verdict {

  /// What the verdict rests on, for a person: the numbers, the limit, the sample size, the
  /// confidence.
  String because();

  /// `met`, `not met` or `inconclusive`.
  default String word() {
    return switch (this) {
      case Met met -> "met";
      case NotMet notMet -> "not met";
      case Inconclusive open -> "inconclusive";
    };
  }

  /// The verdict with what it rests on: `met: …`.
  default String inWords() {
    return word() + ": " + because();
  }

  /// Reads a verdict from the text of [#inWords]; empty where the text is none. The number of
  /// samples that would settle it is not read back: it stands in the text alone.
  static Optional<Verdict> parse(String words) {
    int end = words.indexOf(": ");
    if (end < 0) {
      return Optional.empty();
    }
    String because = words.substring(end + 2);
    return switch (words.substring(0, end)) {
      case "met" -> Optional.of(new Met(because));
      case "not met" -> Optional.of(new NotMet(because));
      case "inconclusive" -> Optional.of(new Inconclusive(because, 0));
      default -> Optional.empty();
    };
  }

  /// See [#parse].
  static Optional<Verdict> told(String text) {
    return parse(text);
  }

  record Met(String because) implements Verdict {}

  record NotMet(String because) implements Verdict {}

  /// @param moreNeeded how many more samples would settle it, at least; 0 where it is not samples
  ///   that are missing
  record Inconclusive(String because, long moreNeeded) implements Verdict {}
}
