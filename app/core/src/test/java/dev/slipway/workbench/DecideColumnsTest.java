// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.checklist.Checklist;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Holds;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.data.QualityRule;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.sql.BarRows;
import dev.slipway.workbench.DataRows.Side;
import dev.slipway.workbench.EditRules.Change;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a person decides about the data of a copy of the sample penguin-species.
final class DecideColumnsTest extends OnSample {

  @Test
  void aDecisionNeedsNoNewLookAndTicksItsItem() throws Exception {
    DataStudy study = workbench.data().inspect(opened(), Progress.NONE);

    workbench.columns().classifyRest(opened(), study, "none");
    var last = workbench.columns().classify(opened(), "sex", "public");
    workbench.data().restate(opened());
    Recorded<DataStudy> known = workbench.voyage().load(opened()).study().orElseThrow();
    Checklist.State ticked = state("data.columns_unclassified");
    workbench.columns().declassify(opened(), "sex");
    workbench.data().restate(opened());

    assertEquals(Optional.empty(), known.stale());
    assertEquals(study, known.value());
    assertTrue(last.after().contains("sex: {class: public}"), last.after());
    assertEquals(Checklist.State.PASS, ticked);
    assertEquals(Checklist.State.FAIL, state("data.columns_unclassified"));
  }

  @Test
  void anInputThatAnotherColumnFillsIsRefused() throws Exception {
    String before = Files.readString(project.resolve("slipway.yaml"));
    var taken =
        assertThrows(
                ProblemException.class,
                () ->
                    workbench
                        .columns()
                        .map(opened(), new TreeMap<>(Map.of("island", "body_mass_g"))))
            .problem();

    assertEquals("data.input-taken", taken.code().id());
    assertEquals("'body_mass_g' fills it already.", taken.why());
    assertEquals(before, Files.readString(project.resolve("slipway.yaml")));
    workbench
        .columns()
        .map(
            opened(),
            new TreeMap<>(
                Map.of("bill_depth_mm", "bill_length_mm", "bill_length_mm", "bill_depth_mm")));
    String swapped = Files.readString(project.resolve("slipway.yaml"));
    assertEquals(
        "data.input-taken",
        assertThrows(
                ProblemException.class, () -> workbench.columns().unmap(opened(), "bill_depth_mm"))
            .problem()
            .code()
            .id());
    assertEquals(swapped, Files.readString(project.resolve("slipway.yaml")));
  }

  @Test
  void aColumnThatIsMappedNoMoreFillsTheInputOfItsName() throws Exception {
    String before = Files.readString(project.resolve("slipway.yaml"));
    workbench.columns().map(opened(), new TreeMap<>(Map.of("island", "isle")));

    workbench.columns().unmap(opened(), "island");

    assertEquals(before, Files.readString(project.resolve("slipway.yaml")));
  }

  /// Another person may decide while the project is open.
  @Test
  void theRestIsWhatIsUndecidedInTheFileAsItIsNow() throws Exception {
    OpenedProject seen = opened();
    DataStudy study = workbench.data().inspect(seen, Progress.NONE);
    workbench.columns().classify(opened(), "island", "internal");

    String decided = workbench.columns().classifyRest(seen, study, "none").after();

    assertTrue(decided.contains("island: {class: internal}"), decided);
    assertTrue(decided.contains("body_mass_g: {class: none}"), decided);
  }

  /// The holdout's islands are numbered, which its reader takes for numbers.
  @Test
  void aColumnWhoseValuesOnlyLookLikeNumbersIsComparedAsItIsWritten() throws Exception {
    Path holdout = project.resolve("data/holdout.csv");
    Files.writeString(
        holdout,
        Files.readString(holdout)
            .replace("Torgersen", "01")
            .replace("Biscoe", "02")
            .replace("Dream", "03"));

    DataStudy study = workbench.data().inspect(opened(), Progress.NONE);
    ColumnDrift island = study.drift("island").orElseThrow();
    int others = island.bars().size() - 1;
    BarRows rows = workbench.rows().behind(opened(), Side.HOLDOUT, island, others, Progress.NONE);

    assertEquals(Outcome.DRIFTED, island.outcome());
    assertEquals(
        List.of(Holds.VALUE, Holds.VALUE, Holds.VALUE, Holds.OTHERS),
        island.bars().stream().map(ColumnDrift.Bar::holds).toList());
    assertEquals(island.bars().getLast().holdout(), rows.rows().size());
    assertEquals(
        study.reference().columns().stream().map(ColumnProfile::name).toList(),
        study.drift().stream().map(ColumnDrift::column).toList());
  }

  @Test
  void rowsBehindABarAreThoseOfTheFile() throws Exception {
    ColumnDrift island =
        workbench.data().inspect(opened(), Progress.NONE).drift("island").orElseThrow();

    BarRows rows = workbench.rows().behind(opened(), Side.HOLDOUT, island, 0, Progress.NONE);

    assertEquals(island.bars().getFirst().holdout(), rows.rows().size());
    int at = rows.columns().indexOf("island");
    List<String> lines = Files.readAllLines(project.resolve("data/holdout.csv"));
    for (int i = 0; i < rows.rows().size(); i++) {
      assertEquals(island.bars().getFirst().value(), rows.rows().get(i).get(at));
      assertEquals(lines.get(rows.lines().get(i).intValue()), String.join(",", rows.rows().get(i)));
    }
  }

  @Test
  void aRuleIsChangedInItsFileAndTakenBack() throws Exception {
    DataStudy study = workbench.data().inspect(opened(), Progress.NONE);
    Path file = workbench.data().suggest(opened(), study, false, Progress.NONE);
    String before = Files.readString(file);
    List<QualityRule> rules = InspectData.rules(opened());

    var done =
        workbench
            .rules()
            .edit(opened(), rules, new Change.Changed(0, new QualityRule.Rows(100_000)));
    DataStudy after = workbench.data().inspect(opened(), Progress.NONE);

    assertEquals(
        new RuleOutcome(new QualityRule.Rows(100_000), "data/train.csv", 228, 0, false, "228 rows"),
        after.rules().getFirst());
    assertEquals(
        "data.rules-changed-meanwhile",
        assertThrows(
                ProblemException.class,
                () -> workbench.rules().edit(opened(), rules, new Change.Removed(0)))
            .problem()
            .code()
            .id());
    workbench.rules().undo(opened(), done);
    assertEquals(before, Files.readString(file));
  }
}
