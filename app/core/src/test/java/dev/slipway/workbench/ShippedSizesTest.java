// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.measure.load.Tier;
import dev.slipway.model.TinyOnnx;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ship` as a whole, measuring included, for the three models of [RequestSizesTest].
@Tag("nightly")
final class ShippedSizesTest {

  @TempDir Path folder;

  @Test
  void picturesOfTheGoldenSize() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.detector(), "");
    golden(project, OpenSizes.request("image", "[1,3,160,160]", 3 * 160 * 160));

    assertServed(ship(project), "1 case, 1 row");
  }

  @Test
  void rowsWithGaps() throws Exception {
    Path project = OpenSizes.withGaps(folder);

    assertServed(ship(project), "240 cases, 240 rows");
  }

  @Test
  void aSoundThatIsLongEnough() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.windowed(), "");
    golden(project, OpenSizes.request("audio", "[1,400]", 400));

    assertServed(ship(project), "1 case, 1 row");
  }

  @Test
  void picturesOfASizeThatNobodySaid() throws Exception {
    assertSaidToBeMadeUp(OpenSizes.detector(), "image 1×3×");
  }

  @Test
  void aSoundOfALengthThatNobodySaid() throws Exception {
    assertSaidToBeMadeUp(OpenSizes.windowed(), "audio 1×16000");
  }

  private void assertSaidToBeMadeUp(TinyOnnx graph, String size) throws Exception {
    Path project = OpenSizes.project(folder, graph, "");

    ShipReport report = ship(project);

    String card = Files.readString(project.resolve("bundle/docs/model-card.md"));
    String plan = Files.readString(project.resolve("bundle/bundle.json"));
    assertAll(
        () -> assertFalse(report.met()),
        () ->
            assertTrue(
                report.headline().contains("the size of a request was made up (" + size),
                report.headline()),
        () ->
            assertEquals(
                List.of("inconclusive"),
                report.objectives().stream()
                    .map(JudgedObjective::verdict)
                    .map(each -> each.word())
                    .distinct()
                    .toList()),
        () -> assertTrue(card.contains("**The size of a request was made up: " + size), card),
        () -> assertTrue(plan.contains("the size of a request was made up (" + size), plan));
  }

  /// @param asked what the answers were compared on
  private static void assertServed(ShipReport report, String asked) {
    Verification verification = report.voyage().verification().orElseThrow().value();
    List<Finding> found = verification.findings();
    assertEquals(List.of(), found.stream().filter(Finding.Failed.class::isInstance).toList());
    assertTrue(
        found.stream()
            .anyMatch(each ->
                each instanceof Finding.Passed(String check, String detail)
                    && check.contains("bit by bit")
                    && detail.equals(asked)),
        found.toString());
    assertTrue(
        found.stream()
            .anyMatch(each ->
                each instanceof Finding.Passed(String check, String _)
                    && check.equals("Every request at the peak is answered")),
        found.toString());
    assertFalse(report.headline().contains("made up"), report.headline());
    System.out.println(report.headline());
  }

  private ShipReport ship(Path project) throws Exception {
    Workbench workbench = workbench();
    OpenedProject opened = workbench.open().open(project);
    return workbench
        .ship()
        .ship(opened, new Ship.Request(Tier.QUICK, Optional.empty(), false, false), Progress.NONE);
  }

  private void golden(Path project, String request) throws Exception {
    Workbench workbench = workbench();
    workbench
        .golden()
        .add(
            workbench.open().open(project),
            new Question.Typed(request),
            Optional.empty(),
            Progress.NONE);
  }

  /// On a machine without engines and tools.
  private Workbench workbench() throws Exception {
    var ledger = new MemoryLedger();
    Bench bench =
        Bench.at(new Home(folder.resolve("home")), ledger, ledger, InstantSource.system());
    return Workbench.over(bench, "a test", Map.of());
  }
}
