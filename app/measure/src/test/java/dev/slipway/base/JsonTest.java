// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class JsonTest {

  record Everything(
      String zebra,
      Optional<Duration> apple,
      Instant at,
      OptionalLong none,
      OptionalDouble some,
      Sha256 hash,
      Bytes size,
      Money price,
      Map<String, Integer> counts,
      List<Finding> findings,
      Verdict verdict) {}

  private static final Everything VALUE =
      new Everything(
          "z",
          Optional.of(Duration.ofMillis(20)),
          Instant.parse("2026-11-25T01:02:03Z"),
          OptionalLong.empty(),
          OptionalDouble.of(0.5),
          Sha256.of(new byte[] {1}),
          new Bytes(1115),
          Money.usd("12.50"),
          Map.of("b", 2, "a", 1),
          List.of(
              new Finding.Passed("c", "d"),
              new Finding.Failed("c", Problem.input("a.b", "what", "why", "do")),
              new Finding.NotRun("c", "because")),
          new Verdict.NotMet("too slow"));

  @Test
  void writesTheSameSortedTextForTheSameRecord() {
    assertEquals(
        """
        {"apple":"PT0.02S","at":"2026-11-25T01:02:03Z","counts":{"a":1,"b":2},"findings":[\
        {"type":"passed","check":"c","detail":"d"},\
        {"type":"failed","check":"c","problem":{"code":{"category":"INPUT","id":"a.b"},\
        "remedy":"do","what":"what","why":"why"}},\
        {"type":"not-run","because":"because","check":"c"}],\
        "hash":"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",\
        "none":null,"price":{"amount":12.50,"currency":"USD"},"size":1115,"some":0.5,\
        "verdict":{"type":"not-met","because":"too slow"},"zebra":"z"}\
        """,
        Json.line(VALUE));
  }

  @Test
  void readsBackWhatItWrote() throws ProblemException {
    assertEquals(VALUE, Json.read(Json.text(VALUE), Everything.class));
  }

  record Held<T>(String name, Optional<T> held, Map<String, T> named) {}

  @Test
  void readsRecordsWithoutJacksonsModelOfThem() throws ProblemException {
    var held = new Held<>("x", Optional.of(VALUE), Map.of("y", VALUE));

    assertEquals(Optional.of(VALUE), Json.plain(Json.line(VALUE), Everything.class, null));
    assertEquals(Optional.of(held), Json.plain(Json.text(held), Held.class, Everything.class));
    assertEquals(
        held,
        Json.<Held<Everything>, Everything>read(Json.line(held), Held.class, Everything.class));
  }

  @Test
  void leavesToJacksonWhatIsNotPlain() throws ProblemException {
    String text = Json.line(VALUE);
    Map<String, String> read =
        Map.of(
            ",\"none\":null", "",
            "\"size\":1115", "\"size\":\"1115\"",
            "\"some\":0.5", "\"some\":\"0.5\"");
    Map<String, String> refused =
        Map.of(
            "{\"apple\"", "{\"ape\":1,\"apple\"",
            "\"type\":\"not-met\"", "\"type\":\"unheard-of\"",
            "\"size\":1115", "\"size\":-1115",
            "\"zebra\":\"z\"", "\"zebra\":\"z\",\"zebra\":\"z\"",
            "\"zebra\":\"z\"}", "\"zebra\":\"z\"}{}");

    for (Map.Entry<String, String> change : read.entrySet()) {
      String changed = text.replace(change.getKey(), change.getValue());
      assertEquals(Optional.empty(), Json.plain(changed, Everything.class, null), changed);
      assertEquals(VALUE, Json.read(changed, Everything.class));
    }
    for (Map.Entry<String, String> change : refused.entrySet()) {
      String changed = text.replace(change.getKey(), change.getValue());
      assertEquals(Optional.empty(), Json.plain(changed, Everything.class, null), changed);
      assertThrows(ProblemException.class, () -> Json.read(changed, Everything.class), changed);
    }
  }

  @Test
  void tellsTheKindOfASealedRecordOnItsOwn() throws ProblemException {
    assertEquals(
        "{\"type\":\"inconclusive\",\"because\":\"few\",\"moreNeeded\":9}",
        Json.line(new Verdict.Inconclusive("few", 9)));
    assertEquals(
        new Verdict.Inconclusive("few", 9),
        Json.read(
            "{\"type\":\"inconclusive\",\"because\":\"few\",\"moreNeeded\":9}", Verdict.class));
  }

  @Test
  void indentsByTwoAndEndsWithALineFeed() {
    assertEquals("{\n  \"a\" : [\n    1,\n    2\n  ]\n}\n", Json.text(Map.of("a", List.of(1, 2))));
  }

  @Test
  void writesPathsAsTheUserWroteThem() {
    assertEquals("\"models/a.onnx\"", Json.line(Path.of("models", "a.onnx")));
  }

  @Test
  void namesThePlaceOfABrokenText() {
    Problem problem =
        assertThrows(ProblemException.class, () -> Json.tree("{\"a\": 1,\n \"a\": 2}")).problem();

    assertEquals("json.malformed", problem.code().id());
    assertEquals("line 2, column 5: Duplicate field 'a'", problem.why());
  }
}
