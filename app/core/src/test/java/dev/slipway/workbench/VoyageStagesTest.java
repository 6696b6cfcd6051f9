// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Progress;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Stage;
import dev.slipway.workbench.report.VoyageStages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each stage has one state, and every screen that tells of it tells the same.
final class VoyageStagesTest extends OnSample {

  @Test
  void ofAFreshProjectThereIsWhatItsFilesSayAndNothingElse() throws Exception {
    assertEquals(
        """
        MODEL DONE
        OBJECTIVES DONE
        DATA DONE
        QUALITY NOT_BEGUN the model was not evaluated yet
        PROFILE NOT_BEGUN the model was not measured yet
        COST NOT_BEGUN a plan rests on a profile
        EXPORT NOT_BEGUN no bundle was written yet
        VERIFY NOT_BEGUN no bundle was verified yet
        CHECKLIST NOT_BEGUN nothing was recorded yet
        """,
        stages());
  }

  @Test
  void anEvaluationOfOtherRowsIsStaleAndOneBelowTheFloorFails() throws Exception {
    workbench.evaluate().evaluate(opened(), Progress.NONE);
    assertEquals("QUALITY DONE", line(Stage.QUALITY));

    replace("floor: 0.92", "floor: 0.999");
    assertEquals("QUALITY FAILING accuracy floor 0.999 is not met", line(Stage.QUALITY));

    replace("metric: accuracy", "metric: macro-f1");
    assertEquals(
        "QUALITY STALE it is of accuracy, and slipway.yaml asks for macro-f1", line(Stage.QUALITY));

    Path holdout = project.resolve("data/holdout.csv");
    List<String> rows = Files.readAllLines(holdout);
    Files.write(holdout, rows.subList(0, rows.size() - 1));
    assertEquals("QUALITY STALE the holdout has changed since", line(Stage.QUALITY));
  }

  private void replace(String before, String after) throws Exception {
    Path yaml = project.resolve("slipway.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace(before, after));
  }

  private String line(Stage stage) throws Exception {
    return stages().lines().filter(line -> line.startsWith(stage.name())).findFirst().orElseThrow();
  }

  private String stages() throws Exception {
    ShipReport report = workbench.report().gather(opened());
    return VoyageStages.of(report.voyage(), report.objectives()).stream()
        .map(each -> (each.stage() + " " + each.state() + " " + each.because()).strip() + "\n")
        .collect(Collectors.joining());
  }
}
