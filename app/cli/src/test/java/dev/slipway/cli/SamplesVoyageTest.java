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
/// tests take care, of the broken one [BrokenSampleTest], of the sentences [SentencesVoyageTest].
@Order(1) // what takes long begins
@Execution(ExecutionMode.CONCURRENT)
final class SamplesVoyageTest {

  @TempDir private Path folder;

  @Test
  @Tag("nightly")
  void aPipelineWithTextsCategoriesAndGapsShipsFromItsJoblib() throws Exception {
    List<Lesson.Step> steps =
        shipped("bird-strikes", lesson -> lesson.follow("sample-projects/bird-strikes/README.md"));

    assertEquals(List.of(0, 0, 0), codes(steps), steps.toString());
  }

  @Test
  @Tag("nightly")
  void boostedTreesShipAndTheCarelessSplitOfTheirTableIsFoundToLeak() throws Exception {
    List<Lesson.Step> steps =
        shipped("credit-risk", lesson -> lesson.follow("sample-projects/credit-risk/README.md"));

    assertEquals(List.of(0, 0, 0, 1), codes(steps), steps.toString());
    String looked = steps.getLast().result().out();
    assertTrue(looked.contains("failed  No row is also in the reference"), looked);
    assertTrue(
        looked.contains(
            "2 rows of data/careless/holdout.csv equal one of data/careless/train.csv in all that"
                + " the model is given"),
        looked);
  }

  @Test
  @Tag("nightly")
  void aModelOfPicturesShipsAndIsAskedAsAJpeg() throws Exception {
    List<Lesson.Step> steps =
        shipped(
            "handwritten-digits",
            lesson -> lesson.follow("sample-projects/handwritten-digits/README.md"));

    assertEquals(List.of(0, 0, 0), codes(steps), steps.toString());
    Path project = folder.resolve("sample-projects/handwritten-digits");
    Slipway slipway = new Slipway(folder.resolve("home"));
    Slipway.Result verified = slipway.run("report", project, "--json");
    assertTrue(
        verified.out().contains("Pictures are answered as their tensors are, bit by bit"),
        verified.out());
    // As the README says, an 8 is taken for a 1.
    for (var read : Map.of("0", "0", "3", "3", "7", "7", "wrong-8", "1").entrySet()) {
      Path picture = project.resolve("pictures/" + read.getKey() + ".jpg");
      Slipway.Result asked = slipway.run("predict", project, "--image", picture, "--json");
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

    assertEquals(List.of(0, 0, 1, 0), codes(steps));
  }

  @Test
  @Tag("nightly")
  void aForecastShips() throws Exception {
    shipped(
        "seattle-tomorrow",
        lesson ->
            List.of(lesson.typed("slipway ship sample-projects/seattle-tomorrow --tier quick")));
  }

  /// What is typed of a sample.
  private interface Typed {
    List<Lesson.Step> by(Lesson lesson) throws Exception;
  }

  /// Nothing is refuted, nothing failed, and the service really ran.
  private List<Lesson.Step> shipped(String sample, Typed typed) throws Exception {
    Path project = folder.resolve("sample-projects").resolve(sample);
    ProjectFolder.copy(sample, project);
    Slipway slipway = new Slipway(folder.resolve("home")).alone();

    List<Lesson.Step> steps = typed.by(new Lesson(folder, slipway));

    Slipway.Result reported = slipway.run("report", project, "--json");
    JsonNode report = Json.tree(reported.out());
    List<String> failed = new ArrayList<>();
    for (JsonNode finding : report.at("/verification/value/findings")) {
      if (finding.has("problem")) {
        failed.add(finding.toString());
      }
    }
    assertAll(
        () -> assertEquals(List.of(), failed),
        () -> assertEquals("process", report.at("/verification/value/how").asText()),
        () -> assertFalse(report.path("refuted").asBoolean(true), reported.out()));
    return steps;
  }

  private static List<Integer> codes(List<Lesson.Step> steps) {
    return steps.stream().map(step -> step.result().code()).toList();
  }
}
