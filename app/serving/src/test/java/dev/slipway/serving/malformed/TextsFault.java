// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;

/// A way to break texts, or to make them hard, for a server of at most 20 texts of 2,000
/// characters.
enum TextsFault implements NamedAttack.Fault {
  TRUNCATED,
  WRONG_TYPE,
  NO_TEXTS,
  TOO_MANY_TEXTS,
  TOO_LONG,
  HALF_A_PAIR,
  NOT_UTF8,
  DEEP_JSON,
  UNKNOWN_FIELD,
  TWICE,
  WRONG_MODEL,
  WRONG_FORMAT,
  METHOD,
  /// Any characters of Unicode, assigned or not.
  ANY_CHARACTERS,
  /// Marks upon marks, directions, joiners, controls.
  HARD_CHARACTERS,
  /// What patterns and pairs have most work with.
  REPEATED,
  /// Any bytes anywhere: some happen to be good texts.
  ANY_CHANGE;

  private static final String[] HARD = {
    "\u0300",
    "\u0489",
    "\u202e",
    "\u200d",
    "\u0000",
    "\u001f",
    "\ufeff",
    "\ufffd",
    "\ufdfa",
    "\u1e9e",
    "\u0130",
    "\ud83d\udc68\u200d\ud83d\udc69",
    "\udb40\udc01",
    "\u3000",
    "\u2028",
    "[SEP]",
    "[",
    "\\",
    "\"",
    "\uac00",
    "\u1100\u1161",
    "\ud834\udd5e"
  };

  @Override
  public boolean mustBeAnswered() {
    return this == ANY_CHARACTERS || this == HARD_CHARACTERS || this == REPEATED;
  }

  @Override
  public boolean mayBeAnswered() {
    return mustBeAnswered() || this == ANY_CHANGE;
  }

  @Override
  public byte[] request(Random random) {
    return switch (this) {
      case TRUNCATED -> either(random, cut("{\"%s\":[\"the sea\",\"ab\"]}", random));
      case WRONG_TYPE ->
          either(
              random,
              "{\"%s\":[\"a\","
                  + pick(random, "1", "null", "true", "[\"a\"]", "{}", "nul", "'a'", "")
                  + "]}");
      case NO_TEXTS ->
          texts(pick(random, "{}", "{\"texts\":[]}", "{\"texts\":{}}", "[]", "null", ""));
      case TOO_MANY_TEXTS -> either(random, "{\"%s\":[" + many(random) + "]}");
      case TOO_LONG ->
          either(random, "{\"%s\":[\"" + "a".repeat(2_001 + random.nextInt(9_000)) + "\"]}");
      case HALF_A_PAIR ->
          either(
              random,
              "{\"%s\":[\"a"
                  + pick(random, "\\ud800", "\\udc00", "\\ud83d\\u0041", "\\u12", "\\x")
                  + "\"]}");
      case NOT_UTF8 -> notUtf8(random);
      case DEEP_JSON -> either(random, "{\"%s\":" + "[".repeat(1 + random.nextInt(20_000)));
      case UNKNOWN_FIELD ->
          either(
              random,
              "{\"%s\":[\"a\"],\"" + pick(random, "", "dimensions", "rows", "\\u0000") + "\":1}");
      case TWICE -> either(random, "{\"%1$s\":[\"a\"],\"%1$s\":[\"a\"]}");
      case WRONG_MODEL ->
          embeddings("{\"input\":\"a\",\"model\":" + pick(random, "\"\"", "1", "\"x\"") + "}");
      case WRONG_FORMAT ->
          embeddings(
              "{\"input\":\"a\",\"encoding_format\":"
                  + pick(random, "\"\"", "1", "\"bytes\"")
                  + "}");
      case METHOD -> misdirected(random);
      case ANY_CHARACTERS -> either(random, "{\"%s\":[" + quoted(any(random)) + "]}");
      case HARD_CHARACTERS -> either(random, "{\"%s\":[" + quoted(hard(random)) + "]}");
      case REPEATED ->
          either(
              random,
              "{\"%s\":["
                  + quoted(pick(random, "a", "ab", "se", " ", ".", "é", "a ").repeat(900))
                  + "]}");
      case ANY_CHANGE ->
          post("/v1/texts", NamedAttack.changed("{\"texts\":[\"the sea\",\"ab\"]}", random));
    };
  }

  static byte[] good() {
    return texts("{\"texts\":[\"the sea\",\"ab\"]}");
  }

  private static String any(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(400); i >= 0; i--) {
      int c = random.nextInt(random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT + 1);
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.appendCodePoint(c);
      }
    }
    return text.toString();
  }

  private static String hard(Random random) {
    var text = new StringBuilder("a");
    for (int i = random.nextInt(60); i >= 0; i--) {
      text.append(HARD[random.nextInt(HARD.length)].repeat(1 + random.nextInt(6)));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static String many(Random random) {
    return String.join(",", Collections.nCopies(21 + random.nextInt(2_000), "\"a\""));
  }

  private static byte[] notUtf8(Random random) {
    byte[] body = "{\"texts\":[\"the x\"]}".getBytes(StandardCharsets.US_ASCII);
    body[body.length - 4] = (byte) (0x80 + random.nextInt(0x80));
    return post("/v1/texts", body);
  }

  private static byte[] misdirected(Random random) {
    String request = new String(good(), StandardCharsets.ISO_8859_1);
    return (random.nextBoolean()
            ? request.replace("POST", pick(random, "GET", "PUT", "DELETE"))
            : request.replace("host: x", "inference-header-content-length: 3\r\nhost: x"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String cut(String body, Random random) {
    return body.substring(0, body.indexOf(':') + random.nextInt(body.length() - body.indexOf(':')));
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// @param body with a place for the field's name
  private static byte[] either(Random random, String body) {
    return random.nextBoolean()
        ? texts(body.replace("%1$s", "texts").replace("%s", "texts"))
        : embeddings(body.replace("%1$s", "input").replace("%s", "input"));
  }

  private static byte[] texts(String body) {
    return post("/v1/texts", body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] embeddings(String body) {
    return post("/v1/embeddings", body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] post(String path, byte[] body) {
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        "POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
            .formatted(path, body.length)
            .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }
}
