// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.ProblemException;
import dev.slipway.objective.ProjectParser;
import dev.slipway.workbench.project.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the checklist asks of a project's objectives is what their items say.
final class StateObjectivesTest {

  private static List<String> found(String objectives) throws ProblemException {
    var project =
        ProjectParser.parse(
            """
            apiVersion: slipway.dev/v1
            name: wine
            model: {file: model.onnx}
            objectives: {%s}
            """
                .formatted(objectives),
            "slipway.yaml");
    return StateObjectives.facts(project.objectives(), Fact.Inputs.none()).stream()
        .map(Fact::value)
        .toList();
  }

  @Test
  void eachThatIsMissingIsNamed() throws ProblemException {
    assertEquals(
        List.of(
            "false",
            "3 (objectives.kpi.name, objectives.kpi.baseline, objectives.kpi.target)",
            "3 (objectives.latency, objectives.traffic, objectives.availability)"),
        found(""));
    assertEquals(
        List.of(
            "true", "1 (objectives.kpi.target)", "2 (objectives.traffic, objectives.availability)"),
        found(
            "decision: Which bottles to taste, kpi: {name: tastings, baseline: 40, target: TARGET},"
                + " latency: {p95: 20 ms}"));
  }

  @Test
  void allThatIsStatedPasses() throws ProblemException {
    assertEquals(
        List.of("true", "0", "0"),
        found(
            "decision: Which bottles to taste, kpi: {name: tastings, baseline: 40, target: 25},"
                + " latency: {p95: 20 ms}, traffic: {average: 5/s, peak: 20/s}, availability: 99"
                + " %"));
  }

  /// What a proposed command has in the place of an answer says nothing.
  @Test
  void whatNobodyFilledInIsNotStated() throws ProblemException {
    assertEquals("false", found("decision: SENTENCE").getFirst());
  }
}
