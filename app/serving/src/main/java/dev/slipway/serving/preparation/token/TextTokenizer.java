// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A text to tokens, step by step as the file says: tokens taken as they stand, evening out,
/// cutting, the vocabulary, what stands around.
public final class TextTokenizer {

  private static final int LONGEST_TEXT = 100_000;

  /// The steps.
  ///
  /// @param verbatim tokens that stand in the text as it is typed
  /// @param evened tokens that stand in the text when it has been evened out
  record Steps(
      AddedTokens verbatim,
      Normaliser normaliser,
      AddedTokens evened,
      Splitter splitter,
      Tokens tokens) {}

  private final String file;
  private final Steps steps;
  private final Template template;
  private final Optional<Truncation> truncation;
  private final Optional<Padding> padding;

  TextTokenizer(
      String file,
      Steps steps,
      Template template,
      Optional<Truncation> truncation,
      Optional<Padding> padding) {
    this.file = file;
    this.steps = steps;
    this.template = template;
    this.truncation = truncation;
    this.padding = padding;
  }

  /// Where it was read from.
  public String file() {
    return file;
  }

  Optional<Padding> padding() {
    return padding;
  }

  /// Whether the file says at how many tokens a text is cut.
  public boolean cuts() {
    return truncation.isPresent();
  }

  /// @param most tokens that the model takes, where it says so; the file may allow fewer
  public TokenizedText encode(String text, Optional<Integer> most) throws PreparationException {
    return encode(text, most, new StepBudget());
  }

  /// @param budget of the request that the text belongs to
  public TokenizedText encode(String text, Optional<Integer> most, StepBudget budget)
      throws PreparationException {
    if (text.length() > LONGEST_TEXT) {
      throw new PreparationException(
          "predict.text-long",
          "The text is too long",
          "It has %,d characters; %,d are the most.".formatted(text.length(), LONGEST_TEXT),
          "Ask about a part of it.");
    }
    List<Token> own;
    budget.begin();
    try {
      own = own(text, budget);
    } catch (StepBudget.Exhausted e) {
      throw new PreparationException(
          "tokenizer.effort",
          "Making tokens of this text does not end",
          "A pattern or a replacement in " + file + " takes more steps than any text needs.",
          "Use the tokenizer file that the model was published with, or a shorter text.");
    }
    return framed(text, own, most);
  }

  private List<Token> own(String text, StepBudget budget) {
    List<Token> all = new ArrayList<>();
    for (AddedTokens.Part outer : steps.verbatim.cut(new Piece(text, true), budget)) {
      outer.token().ifPresent(all::add);
      if (outer.token().isPresent()) {
        continue;
      }
      String even = steps.normaliser.normalise(outer.piece().text(), budget);
      var piece = new Piece(even, outer.piece().begins());
      for (AddedTokens.Part inner : steps.evened.cut(piece, budget)) {
        inner.token().ifPresent(all::add);
        if (inner.token().isEmpty()) {
          for (Piece word : steps.splitter.split(inner.piece(), budget)) {
            if (!word.text().isEmpty()) {
              budget.spend(10);
              all.addAll(steps.tokens.of(word.text(), budget));
            }
          }
        }
      }
    }
    return all;
  }

  private TokenizedText framed(String text, List<Token> own, Optional<Integer> most)
      throws PreparationException {
    List<String> notes = new ArrayList<>();
    int limit =
        Math.min(
            most.orElse(Integer.MAX_VALUE),
            truncation.map(Truncation::longest).orElse(Integer.MAX_VALUE));
    int room = limit - template.special();
    if (room < 0) {
      throw new PreparationException(
          "predict.no-room",
          "No text fits into the model",
          "It takes %d tokens; %d stand around every text by %s."
              .formatted(limit, template.special(), file),
          "Take the tokenizer file that belongs to this model.");
    }
    List<Token> kept = own;
    int dropped = Math.max(0, own.size() - room);
    if (dropped > 0) {
      boolean left = truncation.map(Truncation::left).orElse(false);
      kept = left ? own.subList(dropped, own.size()) : own.subList(0, room);
      notes.add(
          String.format(
              Locale.ROOT,
              "The text was cut: its %s %,d of %,d tokens %s left out, because %s %,d.",
              left ? "first" : "last",
              dropped,
              own.size(),
              dropped == 1 ? "is" : "are",
              most.isPresent() && most.get() == limit ? "the model takes" : file + " allows",
              limit));
    }
    List<TokenizedText.Row> rows = new ArrayList<>();
    template.before().forEach(p -> rows.add(new TokenizedText.Row(p.token(), p.type(), true)));
    kept.forEach(token -> rows.add(new TokenizedText.Row(token, template.type(), false)));
    template.after().forEach(p -> rows.add(new TokenizedText.Row(p.token(), p.type(), true)));
    return new TokenizedText(text, rows, dropped, notes);
  }
}
