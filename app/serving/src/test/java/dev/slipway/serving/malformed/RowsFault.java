// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A way to break rows for the campaign's server: `a` from -100 to 100, `b` any number or none, `c`
/// any number, `d` 4 or 5.
enum RowsFault implements NamedAttack.Fault {
  TRUNCATED,
  WRONG_TYPE,
  OUT_OF_RANGE,
  NOT_ALLOWED,
  NOT_THERE,
  MISSING_COLUMN,
  UNKNOWN_COLUMN,
  COLUMN_TWICE,
  RAGGED_COLUMNS,
  NOT_A_FINITE_NUMBER,
  NO_ROWS,
  TOO_MANY_ROWS,
  DEEP_JSON,
  RAGGED_CSV,
  BROKEN_QUOTES,
  WRONG_CSV_VALUE,
  CSV_HEADER,
  NOT_UTF8,
  JSON_AS_CSV,
  CSV_AS_JSON,
  METHOD,
  /// Any bytes anywhere: some happen to be good rows.
  ANY_CHANGE,
  ANY_CHANGE_OF_CSV;

  private static final String HEADER = "a,b,c,d\n";
  private static final String LINE = "1,2.5,-3e-1,4\n";

  @Override
  public boolean mayBeAnswered() {
    return this == ANY_CHANGE || this == ANY_CHANGE_OF_CSV;
  }

  @Override
  public byte[] request(Random random) {
    return switch (this) {
      case TRUNCATED -> json(cut(good(random), random));
      case WRONG_TYPE -> json(record(random, any(random), wrong(random)));
      case OUT_OF_RANGE ->
          json(record(random, "a", pick(random, "101", "-100.5", "1e30", "true1")));
      case NOT_ALLOWED -> json(record(random, "d", pick(random, "3", "4.5", "-4", "0", "false")));
      case NOT_THERE -> json(record(random, "c", "null"));
      case MISSING_COLUMN -> json("{\"rows\":[" + without(random) + "]}");
      case UNKNOWN_COLUMN ->
          json(
              good(random).replace("\"b\"", pick(random, "\"e\"", "\"\"", "\"B\"", "\"\\u0000\"")));
      case COLUMN_TWICE ->
          json(good(random).replace("\"b\"", pick(random, "\"a\"", "\"\\u0061\"")));
      case RAGGED_COLUMNS ->
          json(
              "{\"columns\":{\"a\":[%s],\"b\":[1,2],\"c\":[1,2],\"d\":[4,5]}}"
                  .formatted(pick(random, "", "1", "1,2,3", "[1],[2]", "1,2,")));
      case NOT_A_FINITE_NUMBER ->
          json(
              record(
                  random, any(random), pick(random, "NaN", "Infinity", "1e39", "1e400", "-1e999")));
      case NO_ROWS -> json(pick(random, "{}", "{\"rows\":[]}", "{\"rows\":{}}", "[]", "null", ""));
      case TOO_MANY_ROWS -> tooMany(random);
      case DEEP_JSON -> json("{\"rows\":" + "[".repeat(1 + random.nextInt(20_000)));
      case RAGGED_CSV -> csv(HEADER + LINE + pick(random, "1,2,3\n", "1,2,3,4,5\n", "1\n", ",\n"));
      case BROKEN_QUOTES ->
          csv(HEADER + pick(random, "\"1,2,3,4", "\"1\"x,2,3,4", "1\",2,3,4", "\""));
      case WRONG_CSV_VALUE ->
          csv(HEADER + LINE + pick(random, "x,1,1,4", "1,1,,4", "1,0x1,1,4", "1,1e99,1,4"));
      case CSV_HEADER ->
          csv(
              pick(
                  random,
                  "",
                  "\n",
                  "a",
                  "a,b,c\n1,2,3\n",
                  "a,b,c,d,e\n",
                  "a,a,c,d\n1,2,3,4\n",
                  HEADER));
      case NOT_UTF8 -> notUtf8(random);
      case JSON_AS_CSV -> csv(good(random));
      case CSV_AS_JSON -> json(HEADER + LINE);
      case METHOD -> misdirected(random);
      case ANY_CHANGE -> post(NamedAttack.changed(good(random), random), "");
      case ANY_CHANGE_OF_CSV ->
          post(NamedAttack.changed(HEADER + LINE + LINE, random), "content-type: text/csv\r\n");
    };
  }

  static byte[] good() {
    return json("{\"rows\":[{\"a\":1,\"b\":2.5,\"c\":-3e-1,\"d\":4}]}");
  }

  private static String good(Random random) {
    return record(random, "a", "1");
  }

  private static String any(Random random) {
    return pick(random, "a", "b", "c", "d");
  }

  private static String wrong(Random random) {
    return pick(
        random,
        "\"1\"",
        "\"\"",
        "[1]",
        "[]",
        "{}",
        "{\"x\":1}",
        "nul",
        "truth",
        "'1'",
        "01",
        "1.",
        "+1");
  }

  /// Up to three rows in any order of their columns, of which one has the value.
  private static String record(Random random, String column, String value) {
    int rows = 1 + random.nextInt(3);
    int broken = random.nextInt(rows);
    List<String> records = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<String> members = new ArrayList<>();
      for (String name : List.of("a", "b", "c", "d")) {
        boolean here = row == broken && name.equals(column);
        members.add("\"%s\":%s".formatted(name, here ? value : name.equals("d") ? "4" : "1"));
      }
      Collections.shuffle(members, random);
      records.add("{" + String.join(",", members) + "}");
    }
    return "{\"rows\":[" + String.join(",", records) + "]}";
  }

  private static String without(Random random) {
    List<String> members = new ArrayList<>(List.of("\"a\":1", "\"b\":2", "\"c\":3", "\"d\":4"));
    Collections.shuffle(members, random);
    return "{" + String.join(",", members.subList(0, random.nextInt(4))) + "}";
  }

  private static byte[] tooMany(Random random) {
    int rows = 101 + random.nextInt(900);
    return switch (random.nextInt(3)) {
      case 0 ->
          json(
              "{\"rows\":["
                  + String.join(",", Collections.nCopies(rows, "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}"))
                  + "]}");
      case 1 ->
          json("{\"columns\":{\"a\":[" + String.join(",", Collections.nCopies(rows, "1")) + "]}}");
      default -> csv(HEADER + LINE.repeat(rows));
    };
  }

  private static byte[] notUtf8(Random random) {
    byte[] body = (HEADER + "x,1,1,4\n").getBytes(StandardCharsets.US_ASCII);
    body[HEADER.length()] = (byte) (0x80 + random.nextInt(0x40));
    return post(body, "content-type: text/csv\r\n");
  }

  private static byte[] misdirected(Random random) {
    String request = new String(good(), StandardCharsets.ISO_8859_1);
    return (random.nextBoolean()
            ? request.replace("POST", pick(random, "GET", "PUT", "DELETE"))
            : request.replace("host: x", "inference-header-content-length: 3\r\nhost: x"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String cut(String body, Random random) {
    return body.substring(0, random.nextInt(body.length()));
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static byte[] json(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8), "");
  }

  private static byte[] csv(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8), "Content-Type: text/CSV; charset=utf-8\r\n");
  }

  private static byte[] post(byte[] body, String headers) {
    var request = new ByteArrayOutputStream();
    request.writeBytes(
        "POST /v1/rows HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n%s\r\n"
            .formatted(body.length, headers)
            .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }
}
