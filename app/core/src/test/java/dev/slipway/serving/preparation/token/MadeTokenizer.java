// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/// Tokenizer files with vocabularies that are drawn from texts.
final class MadeTokenizer {

  private static final int LONGEST = 5;

  private final Random random = new Random(7);
  private final TreeSet<String> pieces = new TreeSet<>();

  /// @param texts that the vocabulary mostly covers, and not quite
  MadeTokenizer(List<String> texts) {
    for (String text : texts) {
      int[] all = text.codePoints().toArray();
      for (int from = 0; from < all.length; from++) {
        for (int length = 1; length <= LONGEST && from + length <= all.length; length++) {
          if (random.nextInt(10) < (length == 1 ? 8 : 4)) {
            pieces.add(new String(all, from, length));
          }
        }
      }
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// @param parts `"normalizer": …` and the like, but for the model
  String with(ObjectNode model, String parts) throws ProblemException {
    ObjectNode whole = (ObjectNode) Json.tree("{\"version\": \"1.0\"" + parts + "}");
    whole.set("model", model);
    return Json.line(whole);
  }

  ObjectNode wordPieces() {
    ObjectNode model = object().put("type", "WordPiece").put("unk_token", "[UNK]");
    model.put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 50);
    Map<String, Integer> ids = ids("[UNK]", "[CLS]", "[SEP]");
    pieces.forEach(piece -> ids.putIfAbsent("##" + piece, ids.size()));
    model.set("vocab", object(ids));
    return model;
  }

  ObjectNode words() {
    ObjectNode model = object().put("type", "WordLevel").put("unk_token", "[UNK]");
    model.set("vocab", object(ids("[UNK]")));
    return model;
  }

  ObjectNode unigram(boolean bytes) {
    ObjectNode model = object().put("type", "Unigram").put("unk_id", 0);
    model.put("byte_fallback", bytes);
    ArrayNode vocabulary = model.putArray("vocab");
    vocabulary.addArray().add("<unk>").add(0.0);
    for (int b = 0; bytes && b < 256; b++) {
      vocabulary.addArray().add("<0x%02X>".formatted(b)).add(-20.0);
    }
    TreeSet<String> all = new TreeSet<>(pieces);
    pieces.stream().limit(3_000).forEach(piece -> all.add("▁" + piece));
    all.forEach(
        piece -> vocabulary.addArray().add(piece).add(-(random.nextInt(9_000) + 1) / 1_000.0));
    return model;
  }

  /// @param more keys of the model
  ObjectNode pairs(String more, String... special) throws ProblemException {
    ObjectNode model = (ObjectNode) Json.tree("{\"type\": \"BPE\"" + more + "}");
    String inside = model.path("continuing_subword_prefix").asText("");
    String end = model.path("end_of_word_suffix").asText("");
    Map<String, Integer> ids = ids(special);
    for (String piece : List.copyOf(ids.keySet())) {
      if (piece.codePointCount(0, piece.length()) > 1 && !List.of(special).contains(piece)) {
        ids.remove(piece);
      }
    }
    List<String> known = new ArrayList<>(ids.keySet());
    Map<String, Integer> all = new LinkedHashMap<>();
    for (String piece : known) {
      for (String form : List.of(piece, inside + piece, piece + end, inside + piece + end)) {
        all.putIfAbsent(form, all.size());
      }
    }
    ArrayNode merges = model.putArray("merges");
    List<String> parts = new ArrayList<>(all.keySet());
    parts.removeAll(List.of(special));
    for (int i = 0; i < 60_000; i++) {
      String left = parts.get(random.nextInt(Math.min(parts.size(), 400 + i / 40)));
      String right = parts.get(random.nextInt(Math.min(parts.size(), 400 + i / 40)));
      boolean fits = right.startsWith(inside) && (end.isEmpty() || !left.endsWith(end));
      String made = left + (fits ? right.substring(inside.length()) : "");
      if (fits && pieces.contains(made) && all.putIfAbsent(made, all.size()) == null) {
        merges.addArray().add(left).add(right);
        parts.add(made);
      }
    }
    model.set("vocab", object(all));
    return model;
  }

  private Map<String, Integer> ids(String... special) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String token : special) {
      ids.put(token, ids.size());
    }
    pieces.forEach(piece -> ids.putIfAbsent(piece, ids.size()));
    return ids;
  }

  private static ObjectNode object(Map<String, Integer> ids) {
    ObjectNode vocabulary = object();
    ids.forEach(vocabulary::put);
    return vocabulary;
  }
}
