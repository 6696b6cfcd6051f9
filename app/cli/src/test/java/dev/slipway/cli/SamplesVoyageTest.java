// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The samples go the whole voyage as a user's first command takes them, with what is asked for in
/// their README. Each takes as long as a service needs to be verified. Of penguin-species other
/// tests take care, of the broken one [BrokenSampleTest].
@Order(1) // the longest begin
@Execution(ExecutionMode.CONCURRENT)
final class SamplesVoyageTest {

  @TempDir private Path folder;

  @Test
  void aPipelineWithTextsCategoriesAndGapsShipsFromItsJoblib() throws Exception {
    Slipway slipway = ship("bird-strikes");

    Slipway.Result asked =
        slipway.run(
            "predict",
            folder.resolve("bird-strikes"),
            "--row",
            "species=Canada goose,aircraft=B-737-300,operator=UNITED AIRLINES,phase=Climb,"
                + "size=Large,time_of_day=Day,speed=",
            "--json");
    assertEquals(0, asked.code(), asked.err());
    assertEquals("yes", Json.tree(asked.out()).at("/outputs/0/data/0").asText(), asked.out());
  }

  @Test
  void boostedTreesShipAndTheCarelessSplitOfTheirTableIsFoundToLeak() throws Exception {
    Slipway slipway = ship("credit-risk");

    Path project = folder.resolve("credit-risk");
    Slipway.Result set =
        slipway.run(
            "set",
            project,
            "data.reference=data/careless/train.csv",
            "data.holdout=data/careless/holdout.csv");
    assertEquals(0, set.code(), set.err());
    Slipway.Result looked = slipway.run("data", project);
    assertEquals(1, looked.code(), looked.out());
    assertTrue(looked.out().contains("failed  No row is also in the reference"), looked.out());
  }

  @Test
  void aModelOfPicturesShipsAndIsAskedAsAJpeg() throws Exception {
    Slipway slipway = ship("handwritten-digits");

    Slipway.Result verified = slipway.run("report", folder.resolve("handwritten-digits"), "--json");
    assertTrue(
        verified.out().contains("Pictures are answered as their tensors are, bit by bit"),
        verified.out());
    // As the README says, an 8 is taken for a 1.
    for (var read : Map.of("0", "0", "3", "3", "7", "7", "wrong-8", "1").entrySet()) {
      Path picture = folder.resolve("handwritten-digits/pictures/" + read.getKey() + ".jpg");
      Slipway.Result asked =
          slipway.run(
              "predict", folder.resolve("handwritten-digits"), "--image", picture, "--json");
      assertEquals(0, asked.code(), asked.err());
      assertEquals(
          read.getValue(), Json.tree(asked.out()).at("/outputs/1/data/0").asText(), asked.out());
    }
  }

  @Test
  void aNightIsScoredAsTheTutorialSays() throws Exception {
    Path samples = folder.resolve("sample-projects");
    ProjectFolder.copy("credit-risk", samples.resolve("credit-risk"));

    List<Lesson.Step> steps =
        new Lesson(folder, new Slipway(folder.resolve("home"))).follow("docs/nightly-batch.md");

    assertEquals(List.of(0, 0, 1, 0), steps.stream().map(step -> step.result().code()).toList());
  }

  /// The model is taken from Maven's folder where other tests put it, else fetched.
  @Test
  @Tag("tools")
  void aSentenceModelShipsAsTheTutorialSays() throws Exception {
    ProjectFolder.copy("sentences", folder.resolve("sample-projects/sentences"));

    List<Lesson.Step> steps =
        new Lesson(folder, new Slipway(folder.resolve("home")).alone())
            .follow("docs/sentence-model.md");

    assertEquals(List.of(0, 0, 0), steps.stream().map(step -> step.result().code()).toList());
    Slipway.Result verified =
        new Slipway(folder.resolve("home")).run("report", folder.resolve("sentences"), "--json");
    assertTrue(
        verified.out().contains("Texts are answered as their tokens are, bit by bit"),
        verified.out());
  }

  @Test
  @Tag("nightly")
  void aForecastShips() throws Exception {
    ship("seattle-tomorrow");
  }

  /// Nothing is refuted, nothing failed, and the service really ran.
  private Slipway ship(String sample) throws Exception {
    Path project = folder.resolve(sample);
    ProjectFolder.copy(sample, project);
    Slipway slipway = new Slipway(folder.resolve("home")).alone();

    Slipway.Result shipped =
        slipway.run("ship", project, "--tier", "quick", "--no-engine", "--json");

    assertEquals(0, shipped.code(), shipped.out() + shipped.err());
    JsonNode report = Json.tree(shipped.out());
    List<String> failed = new ArrayList<>();
    for (JsonNode finding : report.at("/verification/value/findings")) {
      if (finding.has("problem")) {
        failed.add(finding.toString());
      }
    }
    assertAll(
        () -> assertEquals(List.of(), failed),
        () -> assertEquals("process", report.at("/verification/value/how").asText()),
        () -> assertFalse(report.path("refuted").asBoolean(true), shipped.out()));
    return slipway;
  }
}
