// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.objective.Objectives.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProjectWriterTest {

  @Test
  void writesAFileThatReadsBackAsTheAnswers() throws ProblemException {
    String yaml = ProjectWriter.starter(answers("model v2: 'final' #1.onnx", "400 USD/month"));

    Project project = ProjectParser.parse(yaml, "slipway.yaml");

    assertEquals("wine", project.name());
    assertEquals("model v2: 'final' #1.onnx", project.model().file());
    assertEquals(Optional.of("data/train set.csv"), project.data().orElseThrow().reference());
    assertEquals("[y]", project.data().orElseThrow().label());
    Objectives objectives = project.objectives();
    assertEquals(
        List.of(new LatencyLimit(new Percentile(95), Duration.ofMillis(20))), objectives.latency());
    assertEquals(
        Optional.of(new Traffic(new Rate(20), new Rate(120), LoadShape.FLAT)),
        objectives.traffic());
    assertEquals(Optional.of(Money.usd("400")), objectives.budget());
    assertEquals(Optional.of(new Quality("rmse", 2.5, List.of())), objectives.quality());
    assertEquals(List.of("docker", "model-card"), project.release().targets());
  }

  @Test
  void writesAFileThatReadsWellWithoutAnswers() throws ProblemException {
    String yaml =
        ProjectWriter.starter(
            ProjectAnswers.unanswered(
                "wine", "model.onnx", List.of("docker"), ProjectAnswers.Inputs.UNSTATED));

    assertEquals(Optional.empty(), ProjectParser.parse(yaml, "slipway.yaml").data());
    // Each comment that shows a key is itself a correct one
    String uncommented =
        yaml.lines()
            .map(line -> line.matches("\\s*# ?[ a-z-]+:.*") ? line.replaceFirst("# ?", "") : line)
            .reduce("", (text, line) -> text + line + "\n");
    assertEquals(List.of(), ProjectParser.errorsIn(uncommented));
  }

  @Test
  void refusesABudgetInAnotherCurrencyThanPricesAreIn() {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> ProjectWriter.starter(answers("model.onnx", "300 EUR/month")));
    assertEquals(
        "'300 EUR/month': a budget is in USD, as all prices are, and nothing is converted here;"
            + " write what it is in USD, such as 400 USD/month",
        refused.problem().what());
  }

  @Test
  void refusesAnswersThatMakeNoProject() {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> ProjectWriter.starter(answers("model.onnx", "-1 USD/month")));
    assertEquals("project.bad-value", refused.problem().code().id());
    assertEquals("It goes into objectives.budget.", refused.problem().why());
    assertEquals("Correct what was given; nothing was written.", refused.problem().remedy());
  }

  @Test
  void beginsCommentsInOneColumnWhateverStandsBeforeThem() throws ProblemException {
    String yaml = ProjectWriter.starter(answers("model.onnx", "400 USD/month"));
    var apart =
        ProjectWriter.starter(
            new ProjectAnswers(
                "wine",
                "model.onnx",
                Optional.of(
                    new ProjectAnswers.Data(
                        Optional.of("data/reference-of-2025.csv"), "h.csv", "y")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("docker"),
                ProjectAnswers.Inputs.UNSTATED));

    assertEquals(
        """
        data:
          reference: data/reference-of-2025.csv   # what the model learned from, and the baseline for drift
          holdout: h.csv                          # rows that it never saw; quality is measured here
          label: y                                # the column that holds the truth
          # entity: patient_id                    # whose a row is; none where each is its own
          # time: seen_at                         # when a row is from; none where that does not matter
        """,
        apart.substring(apart.indexOf("data:\n"), apart.indexOf("  # columns")));
    assertTrue(yaml.contains("reference: data/train set.csv"), yaml);
  }

  @Test
  void writesWhatTheServiceIsForAndWhereItRuns() throws ProblemException {
    ProjectAnswers answers = answers("model.onnx", "400 USD/month");
    var aim =
        new ProjectAnswers.Aim(
            Optional.of("Who is called: this week's customers"),
            Optional.of("aws"),
            Optional.of("eu-central-1"),
            Optional.of(new ProjectAnswers.Batch("1.5 million", "week", "90 min")));

    Project project = ProjectParser.parse(ProjectWriter.starter(answers.with(aim)), "it");

    assertEquals(aim.decision(), project.objectives().decision());
    assertEquals(
        Optional.of("1,500,000 rows every week within 90 min"),
        project.objectives().batch().map(Batch::stated));
    assertEquals(
        new Project.Where(aim.cloud(), List.of("eu-central-1"), false, Optional.empty()),
        project.release().where());
  }

  private static ProjectAnswers answers(String file, String budget) {
    return new ProjectAnswers(
        "wine",
        file,
        Optional.of(
            new ProjectAnswers.Data(Optional.of("data/train set.csv"), "data/holdout.csv", "[y]")),
        Optional.of("20 ms"),
        Optional.of(new ProjectAnswers.Traffic("20/s", "120/s")),
        Optional.of(budget),
        Optional.of(new ProjectAnswers.Quality("rmse", 2.5)),
        List.of("docker", "model-card"),
        ProjectAnswers.Inputs.UNSTATED);
  }
}
