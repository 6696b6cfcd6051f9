// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextPattern.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what `tokenizer.json` says under `pre_tokenizer`.
final class Splitters {

  private static final int MOST_STEPS = 64;

  private static final Pattern WORDS = pattern("\\w+|[^\\w\\s]+");

  /// GPT-2's own: English endings, words, numbers and signs with the space before them.
  private static final Pattern GPT_2 =
      pattern("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private Splitters() {}

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS);
  }

  static Splitter of(Part part) throws PreparationException {
    List<Splitter> steps = new ArrayList<>();
    collect(part, steps);
    return (whole, budget) -> {
      List<Piece> pieces = List.of(whole);
      for (Splitter step : steps) {
        List<Piece> finer = new ArrayList<>();
        for (Piece piece : pieces) {
          budget.spend(1 + piece.text().length());
          finer.addAll(step.split(piece, budget));
        }
        pieces = finer;
      }
      return pieces;
    };
  }

  private static void collect(Part part, List<Splitter> steps) throws PreparationException {
    if (part.type().equals("Sequence")) {
      for (Part step : part.only("type", "pretokenizers").need("pretokenizers").list()) {
        collect(step, steps);
      }
      return;
    }
    if (steps.size() == MOST_STEPS) {
      throw part.malformed("pre_tokenizer has more than " + MOST_STEPS + " steps");
    }
    steps.add(step(part));
  }

  private static Splitter step(Part part) throws PreparationException {
    return switch (part.type()) {
      case "BertPreTokenizer" -> {
        part.only("type");
        yield bert();
      }
      case "Whitespace" -> {
        part.only("type");
        yield inverted(TextPattern.pattern(WORDS), Behaviour.REMOVED);
      }
      case "WhitespaceSplit" -> {
        part.only("type");
        yield at(TextPattern.characters(Characters::isSpace), Behaviour.REMOVED);
      }
      case "Punctuation" -> {
        Behaviour behaviour =
            Behaviour.of(part.only("type", "behavior"), "behavior", Behaviour.ISOLATED);
        yield at(TextPattern.characters(Characters::isPunctuation), behaviour);
      }
      case "Digits" -> {
        boolean one = part.only("type", "individual_digits").flag("individual_digits", false);
        yield at(
            TextPattern.characters(Characters::isNumeric),
            one ? Behaviour.ISOLATED : Behaviour.CONTIGUOUS);
      }
      case "CharDelimiterSplit" -> {
        String delimiter = part.only("type", "delimiter").text("delimiter");
        yield at(TextPattern.text(delimiter), Behaviour.REMOVED);
      }
      case "Split" -> {
        part.only("type", "pattern", "behavior", "invert");
        TextPattern wanted = TextPattern.of(part.need("pattern"));
        Behaviour behaviour = Behaviour.of(part, "behavior", Behaviour.ISOLATED);
        yield part.flag("invert", false) ? inverted(wanted, behaviour) : at(wanted, behaviour);
      }
      case "ByteLevel" -> bytes(part);
      case "Metaspace" -> Metaspace.of(part);
      default -> throw part.need("type").unsupported();
    };
  }

  static Splitter bert() {
    Splitter words = at(TextPattern.characters(Characters::isSpace), Behaviour.REMOVED);
    Splitter signs = at(TextPattern.characters(Characters::isPunctuation), Behaviour.ISOLATED);
    return (piece, budget) ->
        words.split(piece, budget).stream()
            .flatMap(word -> signs.split(word, budget).stream())
            .toList();
  }

  private static Splitter bytes(Part part) throws PreparationException {
    part.only("type", "add_prefix_space", "trim_offsets", "use_regex");
    boolean space = part.flag("add_prefix_space", true);
    Splitter cut =
        part.flag("use_regex", true)
            ? at(TextPattern.pattern(GPT_2), Behaviour.ISOLATED)
            : (piece, budget) -> List.of(piece);
    return (piece, budget) -> {
      String text = space && !piece.text().startsWith(" ") ? " " + piece.text() : piece.text();
      return cut.split(new Piece(text, piece.begins()), budget).stream()
          .map(p -> new Piece(ByteLetters.of(p.text(), budget), p.begins()))
          .toList();
    };
  }

  private static Splitter inverted(TextPattern wanted, Behaviour behaviour) {
    return at(
        (text, budget) ->
            wanted.in(text, budget).stream()
                .map(span -> new Span(span.from(), span.to(), !span.found()))
                .toList(),
        behaviour);
  }

  static Splitter at(TextPattern wanted, Behaviour behaviour) {
    return (piece, budget) ->
        behaviour.cut(wanted.in(piece.text(), budget)).stream()
            .map(span ->
                new Piece(
                    piece.text().substring(span.from(), span.to()),
                    piece.begins() && span.from() == 0))
            .toList();
  }
}
