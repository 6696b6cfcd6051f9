// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Limits the steps that each text may take, and those that the texts of one request may take
/// together. A tokenizer file comes from anywhere: its patterns may never end, and its replacements
/// may grow without bound. For one thread.
public final class StepBudget {

  /// About a second of work; the longest text takes a third of it with the worst vocabulary.
  private static final long MOST = 60_000_000;

  /// For each character of a request: the longest words take it where they fall into letters.
  private static final long OF_CHARACTER = 2_000;

  /// Steps between one look at whether anybody waits and the next; some hundredths of a second.
  private static final long UNSEEN = 1 << 20;

  private final BooleanSupplier inVain;

  /// Of all texts, when the one at hand began.
  private long whole;

  /// Of the text at hand: as it began, as it is, and as it is when there is another look.
  private long given;

  private long left;
  private long nextLook;

  StepBudget() {
    this(List.of(), () -> false);
  }

  /// @param texts that are to become tokens
  /// @param inVain whether nobody waits for them any more
  public StepBudget(List<String> texts, BooleanSupplier inVain) {
    long characters = texts.stream().mapToLong(String::length).sum();
    this.whole = Math.max(MOST, OF_CHARACTER * characters);
    this.inVain = inVain;
    begin();
  }

  /// Another text begins.
  void begin() {
    whole -= given - left;
    given = Math.min(MOST, whole);
    left = given;
    nextLook = Math.max(0, left - UNSEEN);
  }

  /// @throws Exhausted when nothing is left
  /// @throws CancellationException when nobody waits any more
  void spend(long steps) {
    left -= steps;
    if (left < nextLook) {
      look();
    }
  }

  private void look() {
    if (left < 0) {
      throw new Exhausted();
    }
    if (inVain.getAsBoolean()) {
      throw new CancellationException("nobody waits for the tokens");
    }
    nextLook = Math.max(0, left - UNSEEN);
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
