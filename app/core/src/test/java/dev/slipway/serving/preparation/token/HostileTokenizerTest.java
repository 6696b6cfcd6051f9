// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.protocol.TokenizerReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A tokenizer file comes from anywhere: whatever it holds ends soon, in tokens or in a problem.
@Timeout(60)
final class HostileTokenizerTest {

  private static final String MODEL =
      "\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}, \"unk_token\": \"a\"}";

  private static final String GOES_BACK =
      """
      {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a+)+(a+)+$"},
        "behavior": "Isolated", "invert": false}, %s}
      """;

  @TempDir Path folder;

  /// The longest text that is taken, with the dearest ways to cut it.
  @Test
  void aLongTextOfAnHonestFileIsNoHarm() throws Exception {
    String text = String.join(" ", ManyTexts.with(60)).repeat(20);
    String longest = text.substring(0, 100_000);
    var made = new MadeTokenizer(ManyTexts.with(60));
    String words = ", \"pre_tokenizer\": {\"type\": \"Whitespace\"}";

    for (var model : List.of(made.wordPieces(), made.pairs(""), made.unigram(true))) {
      for (String parts : List.of(words, "")) {
        TextTokenizer tokenizer = read(made.with(model, parts));

        assertTrue(!tokenizer.encode(longest, Optional.empty()).rows().isEmpty());
      }
    }
  }

  @Test
  void aPatternThatNeverEnds() throws Exception {
    TextTokenizer tokenizer = tokenizer(GOES_BACK);

    assertEquals("tokenizer.effort", problem(tokenizer, "a".repeat(5_000) + "b").code());
  }

  @Test
  void aPatternThatGoesDeep() throws Exception {
    TextTokenizer tokenizer =
        tokenizer(
            """
            {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(?:a|b|(?:c|d))*e"},
              "behavior": "Isolated", "invert": false}, %s}
            """);

    assertEquals("tokenizer.effort", problem(tokenizer, "abcd".repeat(25_000)).code());
  }

  /// Each takes less than one text may; together they take no more than that either.
  @Test
  void aRequestOfManyHardTexts() throws Exception {
    TextTokenizer tokenizer = tokenizer(GOES_BACK);
    String text = "a".repeat(60) + "b";
    var budget = new StepBudget(Collections.nCopies(256, text), () -> false);

    assertEquals(
        "tokenizer.effort",
        assertThrows(
                PreparationException.class,
                () -> {
                  for (int i = 0; i < 1_000_000; i++) {
                    tokenizer.encode(text, Optional.empty(), budget);
                  }
                })
            .code());
    assertEquals(1, tokenizer.encode(text, Optional.empty()).rows().size());
  }

  @Test
  void aTextThatNobodyWaitsForIsLeft() throws Exception {
    TextTokenizer tokenizer = tokenizer(GOES_BACK);
    String text = "a".repeat(5_000) + "b";
    var budget = new StepBudget(List.of(text), () -> true);

    assertThrows(
        CancellationException.class, () -> tokenizer.encode(text, Optional.empty(), budget));
  }

  /// They are put in order one by one, each going past the others.
  @Test
  void marksWithoutEnd() throws Exception {
    String few = "a" + "\u0301\u0323".repeat(500);
    List<String> many =
        List.of(
            "a" + "\u0301".repeat(50_000) + "\u0323".repeat(49_000),
            "a" + "\u0301\u0323".repeat(49_000),
            "a" + "\u0301".repeat(50_000) + "\uff9e".repeat(49_000));
    for (String form : List.of("NFC", "NFD", "NFKC", "NFKD", "BertNormalizer")) {
      TextTokenizer tokenizer = tokenizer("{\"normalizer\": {\"type\": \"" + form + "\"}, %s}");

      assertEquals(1, tokenizer.encode(few, Optional.empty()).rows().size());
      for (String text : many) {
        assertEquals("tokenizer.effort", problem(tokenizer, text).code(), form);
      }
    }
  }

  @Test
  void eachCharacterThatBecomesMarksAloneIsCountedAsOne() {
    List<String> missed =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> Character.getType(c) != Character.SURROGATE && !NormalForm.joinsRow(c))
            .mapToObj(Character::toString)
            .filter(c ->
                Normalizer.normalize(c, Normalizer.Form.NFKD)
                    .codePoints()
                    .allMatch(Characters::isMark))
            .toList();

    assertEquals(List.of(), missed);
  }

  @Test
  void replacementsThatSwell() throws Exception {
    String step =
        "{\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"aaaaaaaaaa\"}";
    TextTokenizer tokenizer =
        tokenizer(
            "{\"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [%s]}, %s}"
                .formatted(String.join(", ", List.of(step, step, step, step, step, step)), "%s")
                .replace("%%", "%"));

    assertEquals("tokenizer.effort", problem(tokenizer, "a".repeat(10_000)).code());
  }

  /// What the file puts before every character but a word's first is copied for each.
  @Test
  void pairsWithALongPrefix() throws Exception {
    TextTokenizer tokenizer =
        read(
            """
            {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [], "unk_token": "a",
              "continuing_subword_prefix": "%s"}}
            """
                .formatted("x".repeat(2_000_000)));

    assertEquals("tokenizer.effort", problem(tokenizer, "a".repeat(50_000)).code());
  }

  @Test
  void wordPiecesWithALongPrefix() throws Exception {
    TextTokenizer tokenizer =
        read(
            """
            {"model": {"type": "WordPiece", "vocab": {"a": 0}, "unk_token": "a",
              "continuing_subword_prefix": "%s", "max_input_chars_per_word": 100}}
            """
                .formatted("x".repeat(2_000_000)));

    assertEquals("tokenizer.effort", problem(tokenizer, "a".repeat(90)).code());
  }

  /// Each of them is done within what one text may take.
  @Test
  void manyTokensWithAPatternThatGoesBack() throws Exception {
    String step =
        "{\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(a+)+(a+)+$\"},"
            + " \"content\": \"\"}, \"added_tokens\": [{\"id\": 1, \"content\": \"%s\"}%s], %s}";
    String token = "a".repeat(60) + "b";
    String more = ", {\"id\": 2, \"content\": \"" + token + "\"}";

    tokenizer(step.formatted(token, more, "%s"));
    PreparationException problem = refused(step.formatted(token, more.repeat(5_000), "%s"));

    assertEquals("tokenizer.malformed", problem.code());
    assertTrue(problem.why().contains("more steps than any need"), problem.why());
  }

  @Test
  void listsInListsWithoutEnd() {
    String deep = "{\"type\": \"Sequence\", \"normalizers\": [".repeat(2_000);
    PreparationException problem = refused("{\"normalizer\": " + deep + ", %s}");

    assertEquals("json.malformed", problem.code());
  }

  /// As a tree they would take 50 times the file.
  @Test
  void valuesWithoutEnd() throws Exception {
    int most = TokenizerReader.MOST_MARKS;
    String many = "{\"model\": [" + "[],".repeat(most / 3) + "[]]}";
    PreparationException problem = refused(many);

    assertEquals("tokenizer.malformed", problem.code());
    assertEquals(
        "it has %,d brackets, commas and colons; at most %,d are read.".formatted(most + 7, most),
        problem.why());
    String fewer = "{\"model\": [" + "[],".repeat(1_000) + "[]]}";
    assertEquals("model is not an object.", refused(fewer).why());
  }

  @Test
  void linesWithoutEnd() {
    PreparationException problem = refused("a\n".repeat(VocabularyText.MOST_LINES + 1));

    assertEquals("tokenizer.malformed", problem.code());
    assertEquals(
        "it has %,d lines; at most %,d are read."
            .formatted(VocabularyText.MOST_LINES + 1, VocabularyText.MOST_LINES),
        problem.why());
  }

  @Test
  void whatIsNotThere() {
    Map<String, String> refused =
        Map.of(
            "{}",
            "it has no \"model\"",
            "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}",
            "model.merges[0] joins tokens that the vocabulary lacks",
            "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
            "model.vocab.a is not a whole number from 0",
            "{\"model\": {\"type\": \"Unigram\", \"unk_id\": 7, \"vocab\": [[\"a\", 0]]}}",
            "model.unk_id is not in the vocabulary",
            "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"a\": 0}, \"unk_token\": \"u\"}}",
            "model.unk_token names 'u', which the vocabulary lacks",
            "{\"normalizer\": {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"/////w==\"},"
                + " %s}",
            "does not hold the table that it claims",
            "{\"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": [],"
                + " \"special_tokens\": {}}, %s}",
            "post_processor.single has no place for the text");

    refused.forEach((json, why) -> {
      PreparationException problem = refused(json);
      assertEquals("tokenizer.malformed", problem.code(), json);
      assertTrue(problem.why().contains(why), problem + " of " + json);
    });
  }

  @Test
  void whatSlipwayDoesNotDo() {
    Map<String, String> refused =
        Map.of(
            "{\"model\": {\"type\": \"BPE\", \"dropout\": 0.1, \"vocab\": {}, \"merges\": []}}",
                "model.dropout = 0.1",
            "{\"normalizer\": {\"type\": \"Strip\", \"strip_middle\": true}, %s}",
                "normalizer.strip_middle",
            "{\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": \"\\\\h+\"}}, %s}",
                "pre_tokenizer.pattern.Regex = \\h+",
            "{\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": \"(\"}}, %s}",
                "pre_tokenizer.pattern.Regex = (",
            "{\"post_processor\": {\"type\": \"Own\"}, %s}", "post_processor.type = Own",
            "{\"secret\": 1, %s}", "secret");

    refused.forEach((json, what) -> {
      PreparationException problem = refused(json);
      assertEquals("tokenizer.unsupported", problem.code(), json);
      assertTrue(problem.what().endsWith(": " + what), problem + " of " + json);
    });
  }

  /// Bytes of a sound file are changed, cut out and doubled.
  @Test
  void damagedFilesEndAsTokensOrAsProblems() throws Exception {
    String sound =
        new MadeTokenizer(List.of("how deep is the sea", "Ünïcödé 你好"))
            .with(
                new MadeTokenizer(List.of("how deep is the sea")).unigram(true),
                ", \"normalizer\": {\"type\": \"NFKC\"}, \"pre_tokenizer\": {\"type\":"
                    + " \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"first\","
                    + " \"split\": true}");
    Random random = new Random(5);
    int read = 0;
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(sound);
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, (char) (32 + random.nextInt(95)));
        case 1 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(200)));
        default -> damaged.insert(at, sound.substring(at, Math.min(sound.length(), at + 20)));
      }
      try {
        read(damaged.toString()).encode("the Ünï sea", Optional.empty());
        read++;
      } catch (PreparationException expected) {
        assertTrue(!expected.what().isBlank());
      }
    }
    assertTrue(read > 50 && read < 1_950, read + " of 2000 were read");
  }

  private static TextTokenizer read(String json) throws PreparationException {
    return TokenizerReader.read("t.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static TextTokenizer tokenizer(String json) throws PreparationException {
    return read(json.formatted(MODEL));
  }

  private static PreparationException problem(TextTokenizer tokenizer, String text) {
    return assertThrows(PreparationException.class, () -> tokenizer.encode(text, Optional.empty()));
  }

  private PreparationException refused(String json) {
    return assertThrows(
        PreparationException.class,
        () -> {
          Path file = Files.createTempFile(folder, "t", ".json");
          TokenizerReader.read(Files.writeString(file, json.replace("%s", MODEL)));
        });
  }
}
