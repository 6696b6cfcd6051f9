// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From a file of CatBoost or H2O, which takes texts in some columns, to a bundle.
final class BoostedVoyageTest {

  private static final Path MODELS =
      Path.of(System.getProperty("slipway.root"), "app/core/src/test/resources/models");

  @TempDir Path folder;

  @Test
  void isAskedByColumnsAndScored() throws Exception {
    askAndScore("catboost.json", "catboost.json", "CatBoost JSON, now ONNX", "colour,width,age");
  }

  @Test
  @Tag("nightly")
  void aMojoIsAskedByColumnsAndScored() throws Exception {
    askAndScore(
        "h2o/gbm-binomial.zip", "mojo.zip", "H2O MOJO 1.40", "site,colour,width,height,age");
  }

  private void askAndScore(String model, String name, String format, String columns)
      throws Exception {
    Path project = project(model, name);
    var slipway = new Slipway(folder.resolve("home"));

    Slipway.Result begun = begin(slipway, project, name);
    Slipway.Result inspected = slipway.run("inspect", project, "--json");
    Slipway.Result asked =
        slipway.run(
            "predict", project, "--row", "site=s03,colour=red,width=1.5,height=2,age=", "--json");
    Slipway.Result scored = slipway.run("evaluate", project, "--json");

    assertEquals(0, begun.code(), begun.err());
    assertTrue(begun.out().contains("Model:   " + format), begun.out());
    assertEquals(0, inspected.code(), inspected.err());
    assertEquals(List.of(columns.split(",")), inputs(Json.tree(inspected.out())));
    assertEquals(0, asked.code(), asked.err());
    String label = Json.tree(asked.out()).at("/outputs/0/data/0").asText();
    assertTrue(List.of("yes", "no").contains(label), asked.out());
    assertEquals(0, scored.code(), scored.err());
    assertEquals(100, Json.tree(scored.out()).path("rows").asInt(), scored.out());
  }

  @ParameterizedTest
  @CsvSource({"catboost.json,catboost.json", "h2o/gbm-binomial.zip,mojo.zip"})
  @Tag("nightly")
  void isShippedWithTwoAnswersTyped(String model, String name) throws Exception {
    Path project = project(model, name);
    var slipway = new Slipway(folder.resolve("home")).alone();

    Slipway.Result begun = begin(slipway, project, name);
    Slipway.Result shipped =
        slipway.run("ship", project, "--tier", "quick", "--no-engine", "--json");

    assertEquals(0, begun.code(), begun.err());
    assertEquals(0, shipped.code(), shipped.out() + shipped.err());
    JsonNode report = Json.tree(shipped.out());
    JsonNode verified = report.at("/verification/value");
    List<String> failed = new ArrayList<>();
    for (JsonNode finding : verified.path("findings")) {
      if (finding.has("problem")) {
        failed.add(finding.toString());
      }
    }
    assertAll(
        () -> assertEquals(List.of(), failed),
        () -> assertFalse(verified.path("findings").isEmpty(), shipped.out()),
        () -> assertEquals("process", verified.path("how").asText()),
        () -> assertTrue(report.at("/verification/stale").isNull(), shipped.out()),
        () -> assertFalse(report.path("refuted").asBoolean(true), shipped.out()),
        () -> assertTrue(report.path("met").asBoolean(false), shipped.out()));
    // Without reference rows nobody can look for leaks, and that is said
    assertEquals("leaks and drift", report.at("/open/0/check").asText(), shipped.out());
  }

  /// What is typed besides the file's name: which rows to score on, and the column of the answer.
  private static Slipway.Result begin(Slipway slipway, Path project, String name) {
    return slipway.run("init", project.resolve(name), "--holdout", "holdout.csv", "--label", "yes");
  }

  private Path project(String model, String name) throws IOException {
    Path project = Files.createDirectory(folder.resolve("trees"));
    Files.copy(MODELS.resolve(model), project.resolve(name));
    Files.copy(MODELS.resolve("h2o/holdout.csv"), project.resolve("holdout.csv"));
    return project;
  }

  private static List<String> inputs(JsonNode inspection) {
    List<String> names = new ArrayList<>();
    inspection.at("/signature/inputs").forEach(input -> names.add(input.path("name").asText()));
    return names;
  }
}
