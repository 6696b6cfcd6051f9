// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.protocol.TokenizerReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every part of a tokenizer file that is supported does what the library does that writes the
/// files.
final class TokenizerTruthTest {

  private static final List<String> TEXTS = ManyTexts.with(60);

  private static final List<String> NORMALIZERS =
      List.of(
          "{\"type\": \"BertNormalizer\", \"clean_text\": true, \"handle_chinese_chars\": true,"
              + " \"strip_accents\": null, \"lowercase\": false}",
          "{\"type\": \"BertNormalizer\", \"clean_text\": false, \"handle_chinese_chars\": false,"
              + " \"strip_accents\": true, \"lowercase\": true}",
          "{\"type\": \"NFC\"}",
          "{\"type\": \"NFD\"}",
          "{\"type\": \"NFKC\"}",
          "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFKD\"}, {\"type\":"
              + " \"StripAccents\"}, {\"type\": \"Lowercase\"}]}",
          "{\"type\": \"Strip\", \"strip_left\": true, \"strip_right\": false}",
          "{\"type\": \"Nmt\"}",
          "{\"type\": \"Prepend\", \"prepend\": \"▁\"}",
          "{\"type\": \"Replace\", \"pattern\": {\"String\": \" \"}, \"content\": \"▁\"}",
          "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \" {2,}|\\\\d+\"}, \"content\":"
              + " \"#\"}");

  private static final List<String> CUTTERS =
      List.of(
          "{\"type\": \"BertPreTokenizer\"}",
          "{\"type\": \"Whitespace\"}",
          "{\"type\": \"WhitespaceSplit\"}",
          "{\"type\": \"Punctuation\", \"behavior\": \"Isolated\"}",
          "{\"type\": \"Punctuation\", \"behavior\": \"Contiguous\"}",
          "{\"type\": \"Punctuation\", \"behavior\": \"MergedWithPrevious\"}",
          "{\"type\": \"Punctuation\", \"behavior\": \"MergedWithNext\"}",
          "{\"type\": \"Digits\", \"individual_digits\": true}",
          "{\"type\": \"Digits\", \"individual_digits\": false}",
          "{\"type\": \"CharDelimiterSplit\", \"delimiter\": \" \"}",
          "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"always\","
              + " \"split\": true}",
          "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"first\","
              + " \"split\": false}",
          "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"\\\\p{Lu}\\\\w*|\\\\p{Han}\"},"
              + " \"behavior\": \"Removed\", \"invert\": true}",
          "{\"type\": \"Split\", \"pattern\": {\"String\": \"e\"}, \"behavior\":"
              + " \"MergedWithNext\", \"invert\": false}",
          "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"WhitespaceSplit\"}, {\"type\":"
              + " \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"always\", \"split\":"
              + " true}]}",
          "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true,"
              + " \"use_regex\": true}",
          "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true,"
              + " \"use_regex\": false}");

  private static final String ADDED =
      """
      , "added_tokens": [
        {"id": 1, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false,
         "normalized": false, "special": true},
        {"id": 2, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": true,
         "normalized": false, "special": true},
        {"id": NEXT0, "content": "[MASK]", "single_word": false, "lstrip": true, "rstrip": false,
         "normalized": false, "special": true},
        {"id": NEXT1, "content": "Unicode", "single_word": true, "lstrip": false, "rstrip": true,
         "normalized": true, "special": false},
        {"id": NEXT2, "content": "Diyarb", "single_word": false, "lstrip": true, "rstrip": false,
         "normalized": true, "special": false}],
       "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
         "strip_accents": null, "lowercase": true},
       "pre_tokenizer": {"type": "BertPreTokenizer"},
       "post_processor": {"type": "TemplateProcessing",
         "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                    {"Sequence": {"id": "A", "type_id": 1}},
                    {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
         "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
         "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]},
                            "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}}
      """;

  /// Scripts and signs that everyone writes: none of them is new.
  private static final Pattern OLD =
      Pattern.compile(
          "[\\x00-\\x{52F}\\x{5D0}-\\x{5EA}\\x{620}-\\x{6FF}\\x{905}-\\x{97F}\\x{1E00}-\\x{205E}"
              + "\\x{3000}-\\x{30FF}\\x{4E00}-\\x{9FCC}\\x{AC00}-\\x{D7A3}\\x{F900}-\\x{FAFF}"
              + "\\x{FF01}-\\x{FFEE}\\x{1F300}-\\x{1F64F}\\x{20000}-\\x{2A6D6}]");

  @TempDir Path folder;

  private final MadeTokenizer made = new MadeTokenizer(TEXTS);

  @TestFactory
  Stream<DynamicTest> everyNormalizer() {
    List<String> all = new ArrayList<>(NORMALIZERS);
    all.add("{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"%s\"}".formatted(map()));
    return all.stream()
        .map(normalizer ->
            test(
                normalizer,
                () ->
                    made.with(
                        made.wordPieces(),
                        ", \"normalizer\": "
                            + normalizer
                            + ", \"pre_tokenizer\": {\"type\": \"Whitespace\"}")));
  }

  @TestFactory
  Stream<DynamicTest> everyPreTokenizer() {
    return CUTTERS.stream()
        .map(cutter ->
            test(cutter, () -> made.with(made.wordPieces(), ", \"pre_tokenizer\": " + cutter)));
  }

  @TestFactory
  Stream<DynamicTest> everyModel() throws ProblemException {
    String words = ", \"pre_tokenizer\": {\"type\": \"WhitespaceSplit\"}";
    String signs =
        ", \"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": \"▁\","
            + " \"prepend_scheme\": \"always\", \"split\": true}";
    Map<String, ObjectNode> models =
        Map.of(
            "words", made.words(),
            "pairs", made.pairs(""),
            "pairs with unknown", made.pairs(", \"unk_token\": \"[UNK]\"", "[UNK]"),
            "pairs with fused unknown",
                made.pairs(", \"unk_token\": \"[UNK]\", \"fuse_unk\": true", "[UNK]"),
            "pairs of whole words", made.pairs(", \"ignore_merges\": true"),
            "pairs with an end", made.pairs(", \"end_of_word_suffix\": \"</w>\""),
            "pairs with a prefix", made.pairs(", \"continuing_subword_prefix\": \"##\""));
    Stream<DynamicTest> plain =
        models.entrySet().stream()
            .map(model -> test(model.getKey(), () -> made.with(model.getValue(), words)));
    Stream<DynamicTest> likely =
        Stream.of(true, false)
            .map(bytes ->
                test("unigram, bytes " + bytes, () -> made.with(made.unigram(bytes), signs)));
    return Stream.concat(plain, likely);
  }

  @TestFactory
  Stream<DynamicTest> addedTokensAndTemplate() {
    return Stream.of(test("added tokens and template", this::withAddedTokens));
  }

  /// The original's tables are of an older Unicode: characters that have come since may differ, and
  /// no others do.
  @Test
  void everyCharacterThatBertTellsApart() throws Exception {
    Path file = Files.writeString(folder.resolve("t.json"), withAddedTokens());
    TextTokenizer ours = TokenizerReader.read(file);
    List<Integer> differing = new ArrayList<>();
    try (var original = new OriginalTokenizer(file, false)) {
      for (int from = 1; from <= 0x2FFFF; from += 64) {
        List<Integer> block =
            IntStream.range(from, from + 64).filter(c -> c < 0xD800 || c > 0xDFFF).boxed().toList();
        if (!isSame(original, ours, block)) {
          for (int c : block) {
            if (!isSame(original, ours, List.of(c))) {
              differing.add(c);
            }
          }
        }
      }
    }
    System.out.printf("%d of 192 thousand characters differ%n", differing.size());
    List<String> old =
        differing.stream()
            .filter(c -> OLD.matcher(Character.toString(c)).matches())
            .map("%04X"::formatted)
            .toList();
    assertEquals(List.of(), old);
    assertTrue(differing.size() <= 700, differing.toString());
  }

  private static boolean isSame(
      OriginalTokenizer original, TextTokenizer ours, List<Integer> characters) throws Exception {
    String text =
        characters.stream()
            .map(c -> "a" + Character.toString(c) + "b")
            .collect(Collectors.joining(" "));
    List<Long> ids =
        ours.encode(text, Optional.empty()).ids().stream().map(Integer::longValue).toList();
    return original.encode(text).ids().equals(ids);
  }

  /// Added tokens are numbered after the vocabulary's.
  private String withAddedTokens() throws ProblemException {
    ObjectNode model = made.wordPieces();
    int next = model.path("vocab").size();
    String parts =
        ADDED
            .replace("NEXT0", Integer.toString(next))
            .replace("NEXT1", Integer.toString(next + 1))
            .replace("NEXT2", Integer.toString(next + 2));
    return made.with(model, parts);
  }

  private interface Made {
    String json() throws Exception;
  }

  private DynamicTest test(String name, Made json) {
    return dynamicTest(
        name.length() > 100 ? name.substring(0, 100) : name,
        () -> {
          Path file = Files.createTempFile(folder, "tokenizer", ".json");
          Files.writeString(file, json.json(), StandardCharsets.UTF_8);
          TextTokenizer ours = TokenizerReader.read(file);
          try (var original = new OriginalTokenizer(file, false)) {
            for (String text : TEXTS) {
              Compared.assertSame(original, ours, text);
            }
          }
        });
  }

  private static String map() {
    return MadeCharacterMap.base64(
        Map.of(
            "ﬁ", "fi", "Ⅳ", "IV", "e\u0301", "é", "\u3000", " ", "A", "a", "\u0000", "", "…", "...",
            "👍🏽", "+1", "\u200b", " ", "①", "1"));
  }
}
