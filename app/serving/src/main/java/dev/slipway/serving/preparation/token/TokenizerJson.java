// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.AddedTokens.Added;
import dev.slipway.serving.preparation.token.TextTokenizer.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `tokenizer.json`, the format of Hugging Face's tokenizers library.
public final class TokenizerJson {

  /// What JSON calls `null`, in a tree.
  public static final Object NOTHING = Part.NOTHING;

  private final Part top;

  /// One for all that is done while the file is read: it may hold any number of tokens.
  private final StepBudget budget = new StepBudget();

  private TokenizerJson(Part top) {
    this.top = top;
  }

  /// @param json a tree of maps, lists, texts, numbers and truths; [#NOTHING] for null
  public static TextTokenizer read(String file, Object json) throws PreparationException {
    Part top = new Part(file, "", json);
    if (!(json instanceof Map) || top.child("model").isEmpty()) {
      throw top.malformed("it has no \"model\"");
    }
    // Decoders make text of tokens; nothing here does.
    top.only(
        "version",
        "truncation",
        "padding",
        "added_tokens",
        "normalizer",
        "pre_tokenizer",
        "post_processor",
        "decoder",
        "model");
    return new TokenizerJson(top).tokenizer();
  }

  private TextTokenizer tokenizer() throws PreparationException {
    Optional<Part> normalizer = top.child("normalizer");
    Normaliser normaliser =
        normalizer.isPresent() ? Normalisers.of(normalizer.get()) : (text, budget) -> text;
    Optional<Part> cutter = top.child("pre_tokenizer");
    Splitter splitter =
        cutter.isPresent() ? Splitters.of(cutter.get()) : (piece, budget) -> List.of(piece);
    List<Added> verbatim = new ArrayList<>();
    List<Added> evened = new ArrayList<>();
    for (Part entry : added()) {
      Added added = added(entry);
      if (entry.flag("normalized", !entry.flag("special", false))) {
        evened.add(normalised(entry, added, normaliser));
      } else {
        verbatim.add(added);
      }
    }
    Optional<Part> around = top.child("post_processor");
    return new TextTokenizer(
        top.file(),
        new Steps(
            new AddedTokens(verbatim),
            normaliser,
            new AddedTokens(evened),
            splitter,
            VocabularyModels.of(top.need("model"))),
        around.isPresent() ? Template.of(around.get()) : Template.NOTHING,
        truncation(),
        padding());
  }

  private List<Part> added() throws PreparationException {
    Optional<Part> list = top.child("added_tokens");
    return list.isPresent() ? list.get().list() : List.of();
  }

  private static Added added(Part part) throws PreparationException {
    part.only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
    String content = part.text("content");
    return new Added(
        content,
        new Token(part.number("id"), content),
        part.flag("single_word", false),
        part.flag("lstrip", false),
        part.flag("rstrip", false));
  }

  private Added normalised(Part part, Added added, Normaliser normaliser)
      throws PreparationException {
    try {
      String content = normaliser.normalise(added.content(), budget);
      return new Added(content, added.token(), added.word(), added.left(), added.right());
    } catch (StepBudget.Exhausted e) {
      throw part.malformed("the tokens up to " + part.path() + " take more steps than any need");
    }
  }

  private Optional<Truncation> truncation() throws PreparationException {
    Optional<Part> part = top.child("truncation");
    if (part.isEmpty()) {
      return Optional.empty();
    }
    part.get().only("direction", "max_length", "strategy", "stride");
    return Optional.of(new Truncation(part.get().number("max_length"), isLeft(part.get())));
  }

  private static boolean isLeft(Part part) throws PreparationException {
    return switch (part.text("direction", "Right")) {
      case "Left", "left" -> true;
      case "Right", "right" -> false;
      default -> throw part.need("direction").unsupported();
    };
  }

  /// What the file says; without a word, the token that is usual.
  private Optional<Padding> padding() throws PreparationException {
    Optional<Part> part = top.child("padding");
    if (part.isPresent()) {
      var token = new Token(part.get().number("pad_id", 0), part.get().text("pad_token", "[PAD]"));
      return Optional.of(
          new Padding(token, part.get().number("pad_type_id", 0), isLeft(part.get())));
    }
    for (Part entry : added()) {
      String content = entry.text("content");
      if (content.equals("[PAD]") || content.equals("<pad>") || content.equals("<|pad|>")) {
        return Optional.of(new Padding(added(entry).token(), 0, false));
      }
    }
    return Optional.empty();
  }
}
