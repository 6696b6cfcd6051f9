// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Reads what `tokenizer.json` says under `normalizer`.
final class Normalisers {

  private static final int MOST_STEPS = 64;

  private Normalisers() {}

  static Normaliser of(Part part) throws PreparationException {
    List<Normaliser> steps = new ArrayList<>();
    collect(part, steps);
    return (text, budget) -> {
      String now = text;
      for (Normaliser step : steps) {
        now = step.normalise(now, budget);
        budget.spend(now.length());
      }
      return now;
    };
  }

  private static void collect(Part part, List<Normaliser> steps) throws PreparationException {
    if (part.type().equals("Sequence")) {
      for (Part step : part.only("type", "normalizers").need("normalizers").list()) {
        collect(step, steps);
      }
      return;
    }
    if (steps.size() == MOST_STEPS) {
      throw part.malformed("normalizer has more than " + MOST_STEPS + " steps");
    }
    steps.add(step(part));
  }

  private static Normaliser step(Part part) throws PreparationException {
    return switch (part.type()) {
      case "BertNormalizer" -> bert(part);
      case "NFC" -> form(part, Normalizer.Form.NFC);
      case "NFD" -> form(part, Normalizer.Form.NFD);
      case "NFKC" -> form(part, Normalizer.Form.NFKC);
      case "NFKD" -> form(part, Normalizer.Form.NFKD);
      case "Lowercase" -> {
        part.only("type");
        yield (text, budget) -> Characters.lower(text);
      }
      case "StripAccents" -> {
        part.only("type");
        yield without(Characters::isMark);
      }
      case "Strip" -> strip(part);
      case "Replace" -> replace(part);
      case "Prepend" -> {
        String before = part.only("type", "prepend").text("prepend");
        yield (text, budget) -> text.isEmpty() ? text : before + text;
      }
      case "Nmt" -> {
        part.only("type");
        yield Normalisers::translation;
      }
      case "ByteLevel" -> {
        part.only("type");
        yield ByteLetters::of;
      }
      case "Precompiled" -> CharacterMap.of(part.only("type", "precompiled_charsmap"));
      default -> throw part.need("type").unsupported();
    };
  }

  private static Normaliser bert(Part part) throws PreparationException {
    part.only("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
    boolean lower = part.flag("lowercase", true);
    return new BertNormaliser(
        part.flag("clean_text", true),
        part.flag("handle_chinese_chars", true),
        part.flag("strip_accents", lower),
        lower);
  }

  private static Normaliser form(Part part, Normalizer.Form form) throws PreparationException {
    part.only("type");
    return new NormalForm(form);
  }

  private static Normaliser strip(Part part) throws PreparationException {
    part.only("type", "strip_left", "strip_right");
    boolean left = part.flag("strip_left", true);
    boolean right = part.flag("strip_right", true);
    return (text, budget) -> {
      int from = 0;
      int to = text.length();
      // Each space is one UTF-16 unit.
      while (left && from < to && Characters.isSpace(text.charAt(from))) {
        from++;
      }
      while (right && to > from && Characters.isSpace(text.charAt(to - 1))) {
        to--;
      }
      return text.substring(from, to);
    };
  }

  private static Normaliser replace(Part part) throws PreparationException {
    part.only("type", "pattern", "content");
    TextPattern wanted = TextPattern.of(part.need("pattern"));
    String content = part.text("content");
    return (text, budget) -> {
      StringBuilder all = new StringBuilder();
      for (TextPattern.Span span : wanted.in(text, budget)) {
        String piece = span.found() ? content : text.substring(span.from(), span.to());
        budget.spend(piece.length());
        all.append(piece);
      }
      return all.toString();
    };
  }

  private static Normaliser without(IntPredicate unwanted) {
    return (text, budget) -> {
      StringBuilder kept = new StringBuilder(text.length());
      text.codePoints().filter(unwanted.negate()).forEach(kept::appendCodePoint);
      return kept.toString();
    };
  }

  /// The clean-up of machine translation: control characters go, odd spaces become plain ones.
  private static String translation(String text, StepBudget budget) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c ->
            !((c >= 1 && c <= 8) || c == 0xB || (c >= 0xE && c <= 0x1F) || c == 0x7F || c == 0x8F)
                && c != 0x9F)
        .map(c -> isOddSpace(c) ? ' ' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isOddSpace(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xC
        || c == 0xD
        || c == 0x1680
        || (c >= 0x200B && c <= 0x200F)
        || c == 0x2028
        || c == 0x2029
        || c == 0x2581
        || c == 0xFEFF
        || c == 0xFFFD;
  }
}
