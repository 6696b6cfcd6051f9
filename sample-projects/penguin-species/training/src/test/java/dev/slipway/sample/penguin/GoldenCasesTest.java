// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class GoldenCasesTest {

  private final JsonNode cases;

  GoldenCasesTest() throws Exception {
    var json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    cases = json.readTree(Committed.GOLDEN.toFile()).get("cases");
  }

  @Test
  void asksForTwelveHeldOutBirdsAloneAndThenTogether() throws Exception {
    List<List<Float>> heldOut =
        Split.of(Committed.birds()).holdout().stream()
            .map(b -> List.of(b.value(0), b.value(1), b.value(2), b.value(3)))
            .toList();

    List<List<Float>> alone = cases().limit(12).map(GoldenCasesTest::question).toList();

    assertEquals(13, cases.size());
    assertEquals(alone, alone.stream().filter(heldOut::contains).distinct().toList());
    assertEquals(alone.stream().flatMap(List::stream).toList(), question(cases.get(12)));
  }

  @Test
  void writesEachProbabilityWithEnoughDigitsWhetherReadAsFloatOrAsDouble() {
    List<JsonNode> numbers =
        cases().flatMap(c -> stream(output(c, "probabilities").get("data"))).toList();

    assertEquals(
        numbers.stream().map(n -> Float.parseFloat(n.asText())).toList(),
        numbers.stream().map(n -> (float) Double.parseDouble(n.asText())).toList());
    assertEquals(72, numbers.size());
  }

  @Test
  void givesTheAnswersOfTheCommittedModel() throws Exception {
    List<Penguin> holdout = Split.of(Committed.birds()).holdout();

    try (var model = new OnnxModel(Files.readAllBytes(Committed.MODEL))) {
      for (JsonNode golden : cases().limit(12).toList()) {
        String row = golden.get("id").asText().replaceFirst(".*-row-", "");
        Penguin bird =
            holdout.stream()
                .filter(b -> b.row() == Integer.parseInt(row))
                .findFirst()
                .orElseThrow();

        Answer answer = model.answers(List.of(bird)).getFirst();

        assertEquals(answer.label(), output(golden, "label").get("data").get(0).asLong());
        for (int i = 0; i < 3; i++) {
          float expected =
              Float.parseFloat(output(golden, "probabilities").get("data").get(i).asText());
          assertEquals(expected, answer.probabilities().get(i), 1e-6f);
        }
      }
    }
  }

  @Test
  void writesTheSameTextWhereDigitsAreNotAscii() throws Exception {
    Locale before = Locale.getDefault();
    Split split = Split.of(Committed.birds());
    List<String> labels = List.of("Chinstrap", "Adelie", "Gentoo");
    try (var model = new OnnxModel(Files.readAllBytes(Committed.MODEL))) {
      var writer = new GoldenCases(model, labels);
      String here = writer.json(split.holdout());
      Locale.setDefault(Locale.of("ar", "EG"));

      assertEquals(here, writer.json(split.holdout()));
    } finally {
      Locale.setDefault(before);
    }
  }

  private Stream<JsonNode> cases() {
    return stream(cases);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<Float> question(JsonNode golden) {
    JsonNode input = golden.get("request").get("inputs").get(0);
    return stream(input.get("data")).map(n -> Float.parseFloat(n.asText())).toList();
  }

  private static JsonNode output(JsonNode golden, String name) {
    return stream(golden.get("response").get("outputs"))
        .filter(o -> o.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
