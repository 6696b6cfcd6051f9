// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.cost.Estimate;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.plan.Judgement;
import dev.slipway.workbench.report.Section.Row;
import dev.slipway.workbench.report.Section.Tone;
import java.util.List;
import java.util.Optional;

/// Each stated objective with its verdict: a row an objective, named as in `slipway.yaml`.
public final class ObjectivesSection {

  private static final String NONE = "none is stated in slipway.yaml";

  private ObjectivesSection() {}

  public static Section of(List<JudgedObjective> judged) {
    return section(judged, NONE);
  }

  /// Those on latency.
  public static Section latency(List<JudgedObjective> judged) {
    return section(judged, "no latency is stated in slipway.yaml");
  }

  /// The one that an evaluation judges.
  public static Section quality(Objectives stated, Evaluation evaluation) {
    var grounds =
        Judgement.Grounds.unbuilt(Optional.of(evaluation), Optional.empty(), Optional.empty());
    return section(
        named("quality.", Judgement.of(stated, grounds)), "no quality is stated in slipway.yaml");
  }

  /// The one that an estimate judges.
  public static Section budget(Objectives stated, Estimate estimate) {
    var grounds =
        Judgement.Grounds.unbuilt(Optional.empty(), Optional.empty(), Optional.of(estimate));
    return section(
        named("budget", Judgement.of(stated, grounds)), "no budget is stated in slipway.yaml");
  }

  private static List<JudgedObjective> named(String beginning, List<JudgedObjective> judged) {
    return judged.stream().filter(each -> each.name().startsWith(beginning)).toList();
  }

  private static Section section(List<JudgedObjective> judged, String none) {
    var rows = new Rows();
    for (JudgedObjective each : judged) {
      rows.verdict(each.name() + " " + each.stated(), each.verdict());
      each.lines().forEach(line -> rows.add(row(each.name(), line)));
    }
    return rows.section(
        "Objectives",
        judged.isEmpty() ? none : "what the service must achieve, each with its verdict");
  }

  /// What one measurement says: `latency.p95 served here met 4.1 ms (3.9 ms to 4.4 ms), at 120/s
  /// …`.
  private static Row row(String name, JudgedObjective.Line line) {
    return new Row(
        name + " " + line.place(),
        line.verdict().word(),
        Tone.of(line.verdict()),
        line.conditions().isEmpty()
            ? line.verdict().because()
            : line.measured() + (line.measured().isEmpty() ? "" : ", ") + line.conditions(),
        false);
  }
}
