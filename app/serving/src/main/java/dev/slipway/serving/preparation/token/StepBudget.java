// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

/// Limits the steps that a text may take. A tokenizer file comes from anywhere: its patterns may
/// never end, and its replacements may grow without bound.
final class StepBudget {

  /// About a second of work; the longest text takes a third of it with the worst vocabulary.
  private static final long MOST = 60_000_000;

  private long left = MOST;

  /// @throws Exhausted when nothing is left
  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new Exhausted();
    }
  }

  /// A text that a pattern may look at while steps are left.
  CharSequence counted(CharSequence text) {
    return new CountedText(text);
  }

  /// Unchecked, because a pattern asks for characters through an interface that throws nothing
  /// else.
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final class CountedText implements CharSequence {
    private final CharSequence text;

    CountedText(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      spend(1);
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
