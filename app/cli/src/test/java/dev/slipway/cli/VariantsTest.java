// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forms of a model from the command to the verdict.
final class VariantsTest {

  @TempDir Path folder;
  private Slipway slipway;

  @BeforeEach
  void setUp() {
    slipway = new Slipway(folder.resolve("home"));
  }

  @Test
  @Tag("nightly")
  void offersWhatTakesLessHereAndSaysWhyTheRestIsNotOffered() throws Exception {
    Path project = MadeProject.wide(folder.resolve("wide"));

    Slipway.Result result = slipway.run("variants", project, "--json");

    assertEquals(0, result.code(), result.err());
    JsonNode trials = new ObjectMapper().readTree(result.out());
    assertEquals(2, trials.size());
    for (JsonNode trial : trials) {
      assertTrue(trial.path("held").hasNonNull("comparison"), trial.toString());
      String name = trial.path("name").asText();
      JsonNode comparison = trial.path("held").path("comparison");
      boolean offered = trial.path("offered").asBoolean();
      // whichever way this machine decides: the verdict, its reason and the file agree
      boolean less = ratio(comparison, "CPU").path("outcome").asText().equals("LESS");
      assertEquals(less, offered, name);
      assertEquals(less, Files.exists(project.resolve("variants/" + name + ".onnx")), name);
      assertTrue(
          trial.path("because").asText().startsWith(less ? "it takes less" : "it takes no less"),
          trial.path("because").asText());
      assertTrue(comparison.at("/inside/memoryA").asLong() > 0, comparison.toString());
      assertTrue(comparison.at("/inside/memoryB").asLong() > 0, comparison.toString());
    }
    JsonNode int8 = trials.get(0);
    assertTrue(
        int8.at("/held/size/after").asLong() * 3 < int8.at("/held/size/before").asLong(),
        int8.path("held").path("size").toString());
    assertTrue(operator(int8, "MatMul").hasNonNull("before"), int8.toString());
    assertFalse(operator(int8, "MatMul").hasNonNull("after"), int8.toString());
  }

  @Test
  void doesNotOfferWhatAnswersOtherwise() throws Exception {
    Path project = MadeProject.lostInEightBits(folder.resolve("lost"));

    Slipway.Result result = slipway.run("variants", project, "--form", "int8");

    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("its answers differ by up to 100 %"), result.out());
    assertFalse(Files.exists(project.resolve("variants/int8.onnx")));
  }

  private static JsonNode ratio(JsonNode comparison, String measure) {
    for (JsonNode ratio : comparison.path("ratios")) {
      if (ratio.path("measure").asText().equals(measure)) {
        return ratio;
      }
    }
    throw new AssertionError("no " + measure + " in " + comparison);
  }

  private static JsonNode operator(JsonNode trial, String name) {
    for (JsonNode change : trial.at("/held/comparison/inside/operators")) {
      if (change.path("operator").asText().equals(name)) {
        return change;
      }
    }
    throw new AssertionError("no " + name + " in " + trial);
  }
}
