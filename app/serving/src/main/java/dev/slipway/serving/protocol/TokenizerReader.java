// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextTokenizer;
import dev.slipway.serving.preparation.token.TokenizerJson;
import dev.slipway.serving.preparation.token.VocabularyText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the file that says how a model's text becomes tokens: `tokenizer.json` or `vocab.txt`. It
/// comes from anywhere.
public final class TokenizerReader {

  /// The largest that is known, of 262 thousand tokens, has 33 MB.
  public static final long LARGEST = 96L << 20;

  /// Twice what the largest has that is known, of 262 thousand tokens and 580 thousand merges. The
  /// tree of the dearest file takes 200 bytes for three of them, 400 MB in all.
  public static final int MOST_MARKS = 6_000_000;

  private TokenizerReader() {}

  /// @throws IOException when the file cannot be read
  /// @throws PreparationException that says what of it cannot be used
  public static TextTokenizer read(Path file) throws IOException, PreparationException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    if (!Files.isRegularFile(file) || size > LARGEST) {
      throw malformed(
          name, "it has %,d MiB; at most %,d are read".formatted(size >> 20, LARGEST >> 20));
    }
    return read(name, Files.readAllBytes(file));
  }

  /// @param name of the file, as the user knows it
  /// @throws PreparationException that says what of it cannot be used
  public static TextTokenizer read(String name, byte[] bytes) throws PreparationException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException noText) {
      throw malformed(name, "it holds bytes that are not UTF-8");
    }
    return text.stripLeading().startsWith("{")
        ? TokenizerJson.read(name, tree(name, bytes))
        : VocabularyText.read(name, text);
  }

  private static Object tree(String name, byte[] json) throws PreparationException {
    refuseSwelling(name, json);
    try {
      return JsonTree.read(json);
    } catch (InferenceException wrong) {
      throw new PreparationException(
          "json.malformed",
          "The JSON cannot be read",
          name + ": " + wrong.reason() + ".",
          "Take tokenizer.json from where the model came from, unchanged.");
    }
  }

  /// Three bytes of file may be an object with an entry: what a tree takes goes by its values.
  private static void refuseSwelling(String name, byte[] json) throws PreparationException {
    long marks = 0;
    for (byte c : json) {
      if (c == ',' || c == ':' || c == '[' || c == ']' || c == '{' || c == '}') {
        marks++;
      }
    }
    if (marks > MOST_MARKS) {
      throw malformed(
          name,
          "it has %,d brackets, commas and colons; at most %,d are read"
              .formatted(marks, MOST_MARKS));
    }
  }

  private static PreparationException malformed(String name, String why) {
    return new PreparationException(
        "tokenizer.malformed",
        name + " is not a tokenizer file that Slipway can read",
        why + ".",
        "Take tokenizer.json or vocab.txt from where the model came from, unchanged.");
  }
}
