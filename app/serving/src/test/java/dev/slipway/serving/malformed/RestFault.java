// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// A way to break a request to the tests' perceptron (`input`, FP32, rows of 4).
enum RestFault {
  TRUNCATED(Must.BE_REFUSED),
  WRONG_DATATYPE(Must.BE_REFUSED),
  WRONG_SHAPE(Must.BE_REFUSED),
  HUGE_DIMENSIONS(Must.BE_REFUSED),
  DEEP_JSON(Must.BE_REFUSED),
  INVALID_UTF8(Must.BE_REFUSED),
  NOT_A_FINITE_NUMBER(Must.BE_REFUSED),
  WRONG_NAMES(Must.BE_REFUSED),
  BINARY_TENSOR(Must.BE_REFUSED),
  METHOD_OR_PATH(Must.BE_REFUSED),
  LARGER_THAN_THE_LIMIT(Must.END_REFUSED),
  WRONG_CONTENT_LENGTH(Must.END),
  BROKEN_CHUNKS(Must.END),
  BROKEN_HEAD(Must.END),
  /// Any bytes anywhere: some happen to be a good request.
  ANY_CHANGE(Must.BE_ANSWERED);

  /// What the server owes.
  enum Must {
    /// 4xx; the connection may be used again unless it says otherwise.
    BE_REFUSED,
    /// 4xx or 200, as good requests may come of it.
    BE_ANSWERED,
    /// 4xx on a connection that ends.
    END_REFUSED,
    /// On a connection that ends: 4xx, 200, or nothing where no whole request came.
    END
  }

  static final int LIMIT = 64 << 10;

  private static final String INFER = "/v2/models/model/infer";

  private final Must must;

  RestFault(Must must) {
    this.must = must;
  }

  Must must() {
    return must;
  }

  byte[] request(Random random) {
    return switch (this) {
      case TRUNCATED -> post(cut(row(), random));
      case WRONG_DATATYPE -> post(body("input", "1,4", datatype(random), "1,2,3,4"));
      case WRONG_SHAPE -> post(body("input", shape(random), "FP32", "1,2,3,4"));
      case HUGE_DIMENSIONS -> post(body("input", huge(random), "FP32", "1,2,3,4"));
      case DEEP_JSON -> post(deep(random));
      case INVALID_UTF8 -> post(notUtf8(random));
      case NOT_A_FINITE_NUMBER -> post(body("input", "1,4", "FP32", "1,2,3," + notFinite(random)));
      case WRONG_NAMES -> post(pick(misnamed(), random));
      case BINARY_TENSOR -> binary(random);
      case METHOD_OR_PATH -> misdirected(random);
      case LARGER_THAN_THE_LIMIT -> tooLarge(random);
      case WRONG_CONTENT_LENGTH -> misannounced(random);
      case BROKEN_CHUNKS -> chunks(random);
      case BROKEN_HEAD -> head(random);
      case ANY_CHANGE -> post(changed(row(), random));
    };
  }

  static String row() {
    return body("input", "1,4", "FP32", "1,2.5,-3e-1,4");
  }

  private static String body(String name, String shape, String datatype, String data) {
    return "{\"id\":\"7\",\"inputs\":[{\"name\":\"%s\",\"shape\":[%s],\"datatype\":\"%s\",\"data\":[%s]}]}"
        .formatted(name, shape, datatype, data);
  }

  static byte[] post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8), "");
  }

  private static byte[] post(byte[] body) {
    return post(body, "");
  }

  private static byte[] post(byte[] body, String headers) {
    String head =
        "POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n%s\r\n"
            .formatted(INFER, body.length, headers);
    return joined(latin(head), body);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] cut(String body, Random random) {
    return body.substring(0, random.nextInt(body.length())).getBytes(StandardCharsets.UTF_8);
  }

  private static String datatype(Random random) {
    return pick(
        List.of(
            "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64",
            "FP16", "BF16", "FP64", "BYTES", "fp32", "FP32 ", "", "FLOAT", "\\u0000", "é"),
        random);
  }

  private static String shape(Random random) {
    return pick(
        List.of(
            "", "4", "1,5", "2,4", "4,1", "1,4,1", "0,4", "1,0", "-1,4", "1,-4", "1.5,4", "1e0,4",
            "null", "\"1\",4", "true,4", "[1],4", "1,,4", "1,4,", "{},4", "01,4", "1 4"),
        random);
  }

  /// Some whose product comes back to 4 where it overflows unseen.
  private static String huge(Random random) {
    String dimension =
        pick(
            List.of(
                "4611686018427387905",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551617",
                "4294967297",
                "4294967296",
                "2147483648",
                "2147483647",
                "1152921504606846977",
                "1" + "0".repeat(1 + random.nextInt(400))),
            random);
    return random.nextBoolean() ? dimension + ",4" : dimension + "," + dimension;
  }

  private static String deep(Random random) {
    int depth = 600 + random.nextInt(8_000);
    String open = pick(List.of("[", "{\"a\":", "[{\"b\":"), random);
    String nested = open.repeat(depth);
    return switch (random.nextInt(3)) {
      case 0 -> "{\"x\":" + nested;
      case 1 -> "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "," + row().substring(1);
      default -> body("input", "1,4", "FP32", nested);
    };
  }

  private static byte[] notUtf8(Random random) {
    byte[][] wrong = {
      {(byte) 0x80},
      {(byte) 0xC0, (byte) 0xAF},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xE2, (byte) 0x82},
      {(byte) 0xFF}
    };
    String row = row();
    int at = row.indexOf(pick(List.of("7\"", "input\"", "FP32"), random)) + 1;
    byte[] middle = wrong[random.nextInt(wrong.length)];
    return joined(latin(row.substring(0, at)), middle, latin(row.substring(at)));
  }

  private static String notFinite(Random random) {
    return pick(
        List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "nan",
            "inf",
            "1e39",
            "-1e39",
            "1e999",
            "-1e99999999999",
            "\"NaN\"",
            "nul",
            "true",
            ".5",
            "5.",
            "01",
            "+1",
            "0x10",
            "1e",
            "1_0",
            "--1",
            "[]",
            "{}",
            "9".repeat(40)),
        random);
  }

  private static List<String> misnamed() {
    String input = "{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}";
    String with = "{\"inputs\":[" + input + "],\"outputs\":[%s]}";
    return List.of(
        "",
        "{}",
        "[]",
        "null",
        "7",
        "\"\"",
        "{\"inputs\":[]}",
        "{\"inputs\":null}",
        "{\"inputs\":{}}",
        "{\"inputs\":[null]}",
        "{\"inputs\":[{}]}",
        "{\"inputs\":[[]]}",
        body("inputs", "1,4", "FP32", "1,2,3,4"),
        body("", "1,4", "FP32", "1,2,3,4"),
        "{\"inputs\":[" + input + "," + input + "]}",
        "{\"inputs\":[" + input + "],\"inputs\":[" + input + "]}",
        with.formatted("{\"name\":\"absent\"}"),
        with.formatted("{}"),
        with.formatted("null"),
        with.formatted("{\"name\":\"probabilities\"},{\"name\":\"probabilities\"}"),
        with.formatted("{\"name\":\"probabilities\",\"parameters\":{\"classification\":2}}"),
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\"}]}",
        "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}",
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"data\":[1,2,3,4]}]}",
        body("input", "1,4", "FP32", "1,2,3"),
        body("input", "1,4", "FP32", "1,2,3,4,5"),
        body("input", "1,4", "FP32", "[1,2],[3,4]"),
        row() + "x",
        row() + row());
  }

  private static byte[] binary(Random random) {
    int announced = pick(List.of(0, 1, 15, 17, 32, 1 << 30, Integer.MAX_VALUE), random);
    String json =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%d}}]}"
            .formatted(random.nextBoolean() ? 16 : announced);
    int raw = json.contains(":16}") ? pick(List.of(0, 1, 15, 17, 64), random) : 16;
    String length =
        random.nextInt(4) > 0
            ? Integer.toString(json.length())
            : pick(List.of("-1", "x", "99999999999", "1", "1.0", "0x10"), random);
    byte[] body = joined(latin(json), new byte[raw]);
    return post(body, "Inference-Header-Content-Length: " + length + "\r\n");
  }

  private static byte[] misdirected(Random random) {
    String request = new String(post(row()), StandardCharsets.ISO_8859_1);
    return latin(
        switch (random.nextInt(3)) {
          case 0 -> request.replace("POST", pick(List.of("GET", "PUT", "DELETE", "PATCH"), random));
          case 1 ->
              request.replace("/model/", pick(List.of("/x/", "//", "/model%00/", "/../"), random));
          default ->
              request.replace("/infer ", pick(List.of(" ", "/ ", "/infers ", "/infer/ "), random));
        });
  }

  private static byte[] tooLarge(Random random) {
    long announced = LIMIT + 1L + random.nextInt(1 << 20) * (random.nextBoolean() ? 1L : 1L << 30);
    return latin(
        "POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(INFER, announced, "[".repeat(random.nextInt(100))));
  }

  private static byte[] misannounced(Random random) {
    int length = row().length();
    String announced =
        pick(
            List.of(
                Integer.toString(random.nextInt(length)),
                Integer.toString(length + 1),
                Integer.toString(length + random.nextInt(1_000)),
                "-1",
                "-" + length,
                "x",
                "",
                "1e2",
                "99999999999999999999",
                "0x10",
                length + "\r\ncontent-length: 3",
                length + ", 3",
                length + "\r\ntransfer-encoding: chunked"),
            random);
    return latin(
        "POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %s\r\n\r\n%s"
            .formatted(INFER, announced, row()));
  }

  private static byte[] chunks(Random random) {
    String size =
        pick(
            List.of(
                "", "x", "-1", "ffffffffffffffffff", "7fffffff", "5", "1000", "0", "5;a=b", " "),
            random);
    String end = pick(List.of("0\r\n\r\n", "0\r\n", "", "\r\n", "z\r\n\r\n"), random);
    return latin(
        "POST %s HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n%s\r\n%s\r\n%s"
            .formatted(INFER, size, row(), end));
  }

  private static byte[] head(Random random) {
    byte[] request = post(row());
    int at = random.nextInt(60);
    byte[] weird = new byte[random.nextInt(12)];
    random.nextBytes(weird);
    return spliced(request, at, at + random.nextInt(10), weird);
  }

  private static byte[] changed(String body, Random random) {
    byte[] changed = body.getBytes(StandardCharsets.UTF_8);
    for (int change = 0; change <= random.nextInt(3); change++) {
      int at = random.nextInt(changed.length + 1);
      int until = Math.min(changed.length, at + random.nextInt(12));
      byte[] any = new byte[random.nextInt(8)];
      random.nextBytes(any);
      byte[] sign =
          latin(pick(List.of("[[", "]]", ",,", ":", "\"", "{", "}", "0", "-", "\\u00"), random));
      changed = spliced(changed, at, until, random.nextBoolean() ? any : sign);
    }
    return changed;
  }

  private static byte[] spliced(byte[] body, int from, int until, byte[] middle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, from);
    out.writeBytes(middle);
    out.write(body, until, body.length - until);
    return out.toByteArray();
  }
}
