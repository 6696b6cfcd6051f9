// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

  record More(
      int whole,
      long longer,
      double number,
      boolean truth,
      OptionalInt count,
      LocalDate day,
      BigDecimal exact,
      RetentionPolicy constant,
      Set<String> set,
      SortedSet<String> sorted,
      SortedMap<String, Long> named,
      Map<String, Optional<Double>> perhaps) {}

  private static final More MORE =
      new More(
          3,
          1L << 40,
          -0.0,
          true,
          OptionalInt.of(4),
          LocalDate.parse("2026-11-30"),
          new BigDecimal("1.50"),
          RetentionPolicy.CLASS,
          Set.of("b", "a"),
          new TreeSet<>(Set.of("d", "c")),
          new TreeMap<>(Map.of("e", 5L)),
          Map.of("some", Optional.of(2.5), "none", Optional.empty()));

  record Unknown(URI at) {}

  record Held<T>(String name, Optional<T> held, Map<String, T> named) {}

  @Test
  void readsRecordsWithoutJacksonsModelOfThem() throws ProblemException {
    var held = new Held<>("x", Optional.of(VALUE), Map.of("y", VALUE));

    for (Record each : List.of(VALUE, MORE)) {
      String text = Json.line(each);
      assertEquals(each, Json.read(text, each.getClass()));
      assertEquals(Optional.of(each), Json.plain(text, each.getClass(), null));
    }
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
            "\"hash\":\"4bf5", "\"hash\":\"xyz5",
            "\"zebra\":\"z\"", "\"zebra\":\"z\",\"zebra\":\"z\"",
            "\"zebra\":\"z\"}", "\"zebra\":\"z\"}{}");

    assertEquals(Optional.empty(), Json.plain("{\"at\":\"x:y\"}", Unknown.class, null));
    assertEquals(
        Optional.empty(),
        Json.plain(text.replace("1115", "{\"count\":1115}"), Everything.class, null));
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
