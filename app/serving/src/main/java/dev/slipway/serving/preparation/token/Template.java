// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands around a text's own tokens, such as `[CLS]` before and `[SEP]` after.
///
/// @param type segment of the text's own tokens
record Template(List<Placed> before, int type, List<Placed> after) {

  static final Template NOTHING = new Template(List.of(), 0, List.of());

  private static final int MOST_SPECIAL = 64;

  /// A token in a segment.
  record Placed(Token token, int type) {}

  Template {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  int special() {
    return before.size() + after.size();
  }

  /// Reads what `tokenizer.json` says under `post_processor`.
  static Template of(Part part) throws PreparationException {
    return switch (part.type()) {
      case "TemplateProcessing" -> template(part.only("type", "single", "pair", "special_tokens"));
      case "BertProcessing" -> pair(part.only("type", "sep", "cls"));
      case "RobertaProcessing" ->
          pair(part.only("type", "sep", "cls", "trim_offsets", "add_prefix_space"));
      // It moves the places of tokens in the text, and no token.
      case "ByteLevel" -> NOTHING;
      case "Sequence" -> sequence(part.only("type", "processors").need("processors").list());
      default -> throw part.need("type").unsupported();
    };
  }

  private static Template sequence(List<Part> parts) throws PreparationException {
    Template all = NOTHING;
    for (Part part : parts) {
      Template next = of(part);
      List<Placed> before = new ArrayList<>(next.before);
      before.addAll(all.before);
      List<Placed> after = new ArrayList<>(all.after);
      after.addAll(next.after);
      all = bounded(part, new Template(before, next.equals(NOTHING) ? all.type : next.type, after));
    }
    return all;
  }

  private static Template pair(Part part) throws PreparationException {
    return new Template(
        List.of(new Placed(token(part.need("cls")), 0)),
        0,
        List.of(new Placed(token(part.need("sep")), 0)));
  }

  /// A text and its number in a list.
  private static Token token(Part part) throws PreparationException {
    List<Part> both = part.list();
    if (both.size() != 2) {
      throw part.malformed(part.path() + " is not a token and its number");
    }
    return new Token(both.get(1).number(), both.get(0).text());
  }

  private static Template template(Part part) throws PreparationException {
    List<Placed> before = new ArrayList<>();
    List<Placed> after = new ArrayList<>();
    Optional<Integer> type = Optional.empty();
    for (Part step : part.need("single").list()) {
      step.only("SpecialToken", "Sequence");
      Optional<Part> sequence = step.child("Sequence");
      if (sequence.isPresent()) {
        if (type.isPresent() || !sequence.get().text("id").equals("A")) {
          throw sequence.get().need("id").unsupported();
        }
        type = Optional.of(sequence.get().number("type_id", 0));
        continue;
      }
      Part special = step.need("SpecialToken");
      (type.isEmpty() ? before : after).addAll(specials(part, special));
    }
    Part single = part.need("single");
    int own =
        type.orElseThrow(() -> single.malformed("post_processor.single has no place for the text"));
    return bounded(part, new Template(before, own, after));
  }

  private static List<Placed> specials(Part part, Part special) throws PreparationException {
    Part named = part.need("special_tokens").need(special.text("id"));
    List<Part> ids = named.need("ids").list();
    List<Part> texts = named.need("tokens").list();
    if (ids.size() != texts.size()) {
      throw named.malformed(named.path() + " has more numbers than tokens, or fewer");
    }
    List<Placed> all = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      var token = new Token(ids.get(i).number(), texts.get(i).text());
      all.add(new Placed(token, special.number("type_id", 0)));
    }
    return all;
  }

  private static Template bounded(Part part, Template template) throws PreparationException {
    if (template.special() > MOST_SPECIAL) {
      throw part.malformed("post_processor adds more than " + MOST_SPECIAL + " tokens");
    }
    return template;
  }
}
