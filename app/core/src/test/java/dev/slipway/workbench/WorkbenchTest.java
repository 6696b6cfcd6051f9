// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.checklist.Checklist;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evidence.Evidence;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the use cases leave behind, over the sample project and a ledger in memory.
final class WorkbenchTest extends OnSample {

  @Test
  void anEvaluationTicksWhatItProves() throws Exception {
    OpenedProject opened = workbench.open().open(project);

    workbench.evaluate().evaluate(opened, Progress.NONE);

    Checklist checklist = workbench.checklist().review(opened);
    assertEquals(
        Map.of(
            "charter.floor_set_before_holdout", Checklist.State.PASS,
            "data.split_leak_count", Checklist.State.NOT_RUN,
            "model.floor_verdict", Checklist.State.PASS,
            "model.baseline_uplift", Checklist.State.PASS,
            "serving.smoke_status", Checklist.State.NOT_RUN),
        Map.of(
            "charter.floor_set_before_holdout",
                state(checklist, "charter.floor_set_before_holdout"),
            "data.split_leak_count", state(checklist, "data.split_leak_count"),
            "model.floor_verdict", state(checklist, "model.floor_verdict"),
            "model.baseline_uplift", state(checklist, "model.baseline_uplift"),
            "serving.smoke_status", state(checklist, "serving.smoke_status")));
  }

  @Test
  void aFloorThatIsLoweredAfterTheScoreDoesNotCountAsFixedBefore() throws Exception {
    workbench.evaluate().evaluate(workbench.open().open(project), Progress.NONE);
    edit("floor: 0.92", "floor: 0.5");
    OpenedProject lowered = workbench.open().open(project);

    workbench.evaluate().evaluate(lowered, Progress.NONE);

    assertEquals(
        Checklist.State.FAIL,
        state(workbench.checklist().review(lowered), "charter.floor_set_before_holdout"));
  }

  @Test
  void anotherLimitOnLatencyLeavesTheFloorAsItWasFixed() throws Exception {
    workbench.evaluate().evaluate(workbench.open().open(project), Progress.NONE);
    edit("p99: 25 ms", "p99: 30 ms");

    Checklist checklist = workbench.checklist().review(workbench.open().open(project));

    assertEquals(Checklist.State.PASS, state(checklist, "charter.floor_set_before_holdout"));
  }

  @Test
  void aCeilingIsMetOrMissedAsAFloorIs() throws Exception {
    edit("metric: accuracy", "metric: log-loss");
    edit("floor: 0.92", "floor: 0.5");
    OpenedProject loose = workbench.open().open(project);
    workbench.evaluate().evaluate(loose, Progress.NONE);

    edit("floor: 0.5", "floor: 0.001");
    OpenedProject strict = workbench.open().open(project);

    assertEquals(
        List.of(Checklist.State.PASS, Checklist.State.FAIL),
        List.of(
            state(workbench.checklist().review(loose), "model.floor_verdict"),
            state(workbench.checklist().review(strict), "model.floor_verdict")));
  }

  @Test
  void aChangedHoldoutMakesItsEvidenceStale() throws Exception {
    OpenedProject opened = workbench.open().open(project);
    workbench.evaluate().evaluate(opened, Progress.NONE);
    Path holdout = project.resolve("data/holdout.csv");
    List<String> lines = Files.readAllLines(holdout);

    Files.write(holdout, lines.subList(0, lines.size() - 1));

    assertEquals(
        Checklist.State.STALE, state(workbench.checklist().review(opened), "model.floor_verdict"));
  }

  @Test
  void aResultOnScreenSaysWhatChangedSince() throws Exception {
    OpenedProject opened = workbench.open().open(project);
    workbench.evaluate().evaluate(opened, Progress.NONE);
    Optional<String> before = evaluation(opened).stale();
    Path holdout = project.resolve("data/holdout.csv");
    List<String> lines = Files.readAllLines(holdout);

    Files.write(holdout, lines.subList(0, lines.size() - 1));

    assertEquals(Optional.empty(), before);
    assertEquals(Optional.of("the holdout has changed since"), evaluation(opened).stale());
  }

  private Recorded<Evaluation> evaluation(OpenedProject opened) throws ProblemException {
    return workbench.voyage().load(opened).evaluation().orElseThrow();
  }

  @Test
  void eachRecordNamesTheCommandThatFindsItAgain() throws Exception {
    OpenedProject opened = workbench.open().open(project);

    workbench.inspect().inspect(opened, Progress.NONE);

    assertTrue(
        ledger.entries("penguin-species").stream()
            .map(entry -> entry.evidence().command())
            .allMatch(("slipway inspect " + opened.folder())::equals));
    assertEquals(
        List.of(Evidence.Source.WORKBENCH),
        ledger.entries("penguin-species").stream()
            .map(entry -> entry.evidence().source())
            .distinct()
            .toList());
  }

  @Test
  void doesNotPlanWithoutAMeasurement() throws Exception {
    OpenedProject opened = workbench.open().open(project);

    var failure = assertThrows(ProblemException.class, () -> workbench.plan().plan(opened));

    assertEquals("plan.no-profile", failure.problem().code().id());
    assertEquals("Run slipway profile " + opened.folder(), failure.problem().remedy());
  }

  @Test
  void aFreshProjectLoadsWithEverythingStillToDo() throws Exception {
    OpenedProject opened = workbench.open().open(project);

    Voyage voyage = workbench.voyage().load(opened);

    assertEquals(5, voyage.inspection().graph().nodes().size());
    assertEquals(2, voyage.data().size());
    assertTrue(
        voyage.evaluation().isEmpty()
            && voyage.profile().isEmpty()
            && voyage.plan().isEmpty()
            && voyage.bundle().isEmpty()
            && voyage.verification().isEmpty());
    assertEquals("Draft", voyage.checklist().level());
    assertEquals(List.of(), ledger.entries("penguin-species"));
  }

  private void edit(String old, String replacement) throws IOException {
    Path file = project.resolve("slipway.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(old), text);
    Files.writeString(file, text.replace(old, replacement));
  }

  private static Checklist.State state(Checklist checklist, String evidenceKey) {
    return checklist.lines().stream()
        .filter(line -> line.item().evidenceKey().equals(evidenceKey))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
