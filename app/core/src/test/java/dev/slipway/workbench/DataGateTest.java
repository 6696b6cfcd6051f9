// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.Voyager;
import dev.slipway.checklist.Checklist;
import dev.slipway.cost.Estimate;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataStudy;
import dev.slipway.data.DriftReference;
import dev.slipway.evidence.RunLog;
import dev.slipway.profile.Profile;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What gates read of the data, on a copy of the sample penguin-species.
final class DataGateTest extends OnSample {

  private static final Path SAMPLE =
      Path.of(System.getProperty("slipway.root")).resolve("sample-projects/penguin-species");

  @Test
  void theLeakItemIsPassedOnlyWhereEveryPartWasToldAndChecked() throws Exception {
    workbench.data().inspect(opened(), Progress.NONE);
    assertEquals(Checklist.State.PASS, state("data.split_leak_count"));

    Path file = project.resolve("slipway.yaml");
    Files.writeString(file, Files.readString(file).replaceFirst(" *entity: none.*\n", ""));
    assertEquals(Checklist.State.STALE, state("data.split_leak_count"));
    workbench.data().inspect(opened(), Progress.NONE);
    assertEquals(Checklist.State.NOT_RUN, state("data.split_leak_count"));
    assertTrue(because("data.split_leak_count").contains("slipway data --entity COLUMN"));

    say("entity", "island");
    workbench.data().inspect(opened(), Progress.NONE);
    assertEquals(Checklist.State.FAIL, state("data.split_leak_count"));

    say("entity", "none");
    workbench.data().inspect(opened(), Progress.NONE);
    assertEquals(Checklist.State.PASS, state("data.split_leak_count"));
  }

  @Test
  void bothSampleProjectsAreClean() throws Exception {
    Path seattle = folder.resolve("seattle");
    Files.createDirectories(seattle.resolve("data"));
    for (String name :
        List.of("slipway.yaml", "model.onnx", "data/train.csv", "data/holdout.csv")) {
      Files.copy(SAMPLE.resolveSibling("seattle-tomorrow").resolve(name), seattle.resolve(name));
    }
    for (Path sample : List.of(project, seattle)) {
      DataStudy study = workbench.data().inspect(workbench.open().open(sample), Progress.NONE);

      assertEquals(
          List.of(),
          study.leakage().findings().stream()
              .filter(finding -> !(finding instanceof Finding.Passed))
              .toList());
      // The sex of some penguins is not known, and the model does not ask for it.
      assertTrue(
          study.reports("species", Map.of()).getFirst().findings().stream()
              .filter(finding -> finding.check().startsWith("No value is missing"))
              .allMatch(Finding.Passed.class::isInstance));
    }
  }

  @Test
  void aLeakIsNotReportedUnderNothingFailed() throws Exception {
    assertTrue(headline().startsWith("Nothing failed."), headline());
    Path holdout = project.resolve("data/holdout.csv");
    List<String> copied = Files.readAllLines(project.resolve("data/train.csv")).subList(1, 40);
    Files.write(holdout, copied, StandardOpenOption.APPEND);

    ShipReport report = ShipReport.of(workbench.voyage().load(opened()));

    assertEquals(
        List.of(
            "Something is not met. 1 data check failed. Not run: drift baseline.",
            "Something is not met. 1 data check failed."),
        List.of(
            ShipReport.of(
                    report.voyage(),
                    List.of(new Finding.NotRun("drift baseline", "its time ended")))
                .headline(),
            report.headline()));
    assertTrue(report.refuted());
    assertFalse(workbench.report().html(report).contains("Nothing failed"));
  }

  /// A checklist with items that fail, and a plan for which there is no machine.
  @Test
  void whatFailsBelowTheHeadlineIsNotReportedUnderNothingFailed() throws Exception {
    Voyage voyage = workbench.voyage().load(opened());
    List<Checklist.Line> lines =
        voyage.checklist().lines().stream()
            .map(line -> Altered.of(line, "state", Checklist.State.NOT_RUN))
            .toList();
    Voyage none = with(voyage, lines);
    var failing = new ArrayList<>(lines);
    failing.set(0, Altered.of(lines.get(0), "state", Checklist.State.FAIL));
    Voyage one = with(voyage, failing);
    failing.set(1, Altered.of(lines.get(1), "state", Checklist.State.FAIL));
    Estimate nowhere =
        Altered.of(Voyager.input().estimate().orElseThrow(), "chosen", Optional.empty());
    Voyage two = Altered.of(with(voyage, failing), "estimate", Optional.of(nowhere));
    String open = " No bundle is verified as it is now.";

    assertEquals(
        List.of(
            "Nothing failed. 5 of the objectives could not be judged here." + open,
            "No objective failed; 5 could not be judged here. 1 item of the checklist fails."
                + open,
            "No objective is stated. No machine meets the objectives. 2 items of the checklist"
                + " fail."
                + open),
        List.of(
            ShipReport.of(none).headline(),
            ShipReport.of(one).headline(),
            new ShipReport(two, List.of(), List.of()).headline()));
    assertEquals(
        "No objective is stated. 1 item of the checklist fails.",
        allMet(one, one.data(), List.of()).headline());
  }

  @Test
  void theHeadlineTellsThatWhatWasMeasuredWasDisturbed() throws Exception {
    Profile calm = Voyager.input().profile().orElseThrow();
    Profile disturbed = Altered.of(calm, "closed", calm.closed().disturbed("a neighbour"));
    Voyage voyage = workbench.voyage().load(opened());

    List<Boolean> told =
        List.of(measured(calm), measured(disturbed), measured(disturbed).stale(Optional.of("old")))
            .stream()
            .map(profile -> Altered.of(voyage, "profile", Optional.of(profile)))
            .map(each -> ShipReport.of(each).headline())
            .map(headline -> headline.contains("Other programs used the machine during"))
            .toList();

    assertEquals(List.of(false, true, false), told);
  }

  private static Recorded<Profile> measured(Profile profile) {
    return new Recorded<>(profile, Instant.EPOCH, Optional.empty(), "slipway profile");
  }

  private static Voyage with(Voyage voyage, List<Checklist.Line> lines) {
    return Altered.of(
        voyage, "checklist", Altered.of(voyage.checklist(), "lines", List.copyOf(lines)));
  }

  private String headline() throws Exception {
    return ShipReport.of(workbench.voyage().load(opened())).headline();
  }

  @Test
  void aVoyageChecksTheDataAndCountsTheBaselineWithinItsTime() throws Exception {
    var govern = new GovernData(workbench.data(), workbench.baseline());

    assertEquals(
        List.of("data checks", "drift baseline"),
        govern.govern(opened(), Duration.ofNanos(1), Progress.NONE).stream()
            .map(Finding::check)
            .toList());
    assertEquals(Checklist.State.NOT_RUN, state("data.split_leak_count"));

    assertEquals(List.of(), govern.govern(opened(), Duration.ofMinutes(5), Progress.NONE));
    assertEquals(Checklist.State.PASS, state("data.split_leak_count"));
    assertEquals(Checklist.State.PASS, state("drift.baseline_fields_missing"));
    assertTrue(
        new DrawContract(workbench.data()).draw(opened(), InspectModel.look(opened())).isPresent());
  }

  @Test
  void aVoyageLeavesABaselineThatHoldsAndItsWindow() throws Exception {
    workbench.baseline().keep(opened(), 1234, Progress.NONE);
    Path file = project.resolve(KeepBaseline.FILE);
    String kept = Files.readString(file);
    var govern = new GovernData(workbench.data(), workbench.baseline());

    assertEquals(List.of(), govern.govern(opened(), Duration.ofMinutes(5), Progress.NONE));
    assertEquals(kept, Files.readString(file));

    Path train = project.resolve("data/train.csv");
    List<String> rows = Files.readAllLines(train);
    Files.write(train, rows.subList(0, rows.size() - 1));
    assertEquals(List.of(), govern.govern(opened(), Duration.ofMinutes(5), Progress.NONE));
    assertEquals(1234, DriftReference.parse(Files.readString(file), "the baseline").window());
    assertFalse(kept.equals(Files.readString(file)));
  }

  @Test
  void aReferenceTooSmallForADriftAlarmIsNoErrorOfTheCheck() throws Exception {
    Path train = project.resolve("data/train.csv");
    Files.write(train, Files.readAllLines(train).subList(0, 61));

    workbench.baseline().keep(opened(), 500, Progress.NONE);

    assertEquals(Checklist.State.NOT_RUN, state("drift.false_alarm_rate"));
    assertTrue(
        because("drift.false_alarm_rate").contains("add rows to the reference and count again"),
        because("drift.false_alarm_rate"));
  }

  @Test
  void dataThatNobodyLookedAtToTheEndAreSaidToBeOpen() throws Exception {
    Voyage voyage = workbench.voyage().load(opened());
    var now = Shelf.Now.of(opened(), voyage.inspection().model().sha256());

    List<DataReport> cut = workbench.data().known(opened(), now, Duration.ofNanos(1)).reports();

    assertEquals(
        List.of("data checks"),
        cut.stream().flatMap(each -> each.findings().stream()).map(Finding::check).toList());
    ShipReport looked = allMet(voyage, voyage.data(), List.of());
    assertTrue(looked.met(), looked.headline());
    assertEquals("No objective is stated. Nothing failed.", looked.headline());
    for (ShipReport open :
        List.of(
            allMet(voyage, cut, List.of()),
            allMet(
                voyage,
                voyage.data(),
                List.of(new Finding.NotRun("data checks", "their time ended"))))) {
      assertFalse(open.met());
      assertEquals("Nothing failed. Not run: data checks.", open.headline());
    }
    assertFalse(
        workbench.report().html(allMet(voyage, cut, List.of())).contains("0 rows, 0 columns"));
  }

  /// A voyage on which all but the data is in order.
  private static ShipReport allMet(Voyage voyage, List<DataReport> data, List<Finding> open) {
    return new ShipReport(
        Altered.of(
            voyage,
            "data",
            data,
            "verification",
            Optional.of(
                new Recorded<>(
                    new Verification(
                        "static", List.of(), new TreeMap<>(), Optional.empty(), Optional.empty()),
                    Instant.parse("2026-11-25T12:00:00Z"),
                    Optional.empty(),
                    "slipway verify"))),
        List.of(),
        open);
  }

  @Test
  void workThatTakesTooLongIsInterrupted() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);

    Optional<String> result =
        GovernData.within(
            Duration.ofMillis(100),
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
                return "never";
              } finally {
                ended.countDown();
              }
            });

    assertEquals(Optional.empty(), result);
    assertTrue(begun.await(1, TimeUnit.MINUTES));
    assertTrue(ended.await(1, TimeUnit.MINUTES));
  }

  @Test
  void aStudyFromBeforeTheValuesForTheModelWereCheckedIsStaleAndMadeAgain() throws Exception {
    DataStudy study = workbench.data().inspect(opened(), Progress.NONE);
    RunLog.Run run = ledger.latest(opened().records(), InspectData.KIND).orElseThrow();
    JsonNode before = Json.tree(run.json());
    ((ObjectNode) before.path("result")).remove("fits");
    ledger.keep(
        new RunLog.Run(
            run.id() + "-before",
            run.kind(),
            run.project(),
            run.release(),
            run.at(),
            before.toString()));

    var now = Shelf.Now.of(opened(), Hashes.of(opened().original()));
    var late = workbench.data().known(opened(), now, Duration.ofNanos(1)).study().orElseThrow();
    assertEquals(Optional.of("values were not checked yet"), late.stale());
    assertEquals(study.drift(), late.value().drift());
    assertEquals(2, study.fits().orElseThrow().size());
    assertEquals(
        study.fits(), workbench.voyage().load(opened()).study().orElseThrow().value().fits());
  }

  private void say(String key, String value) throws Exception {
    workbench
        .data()
        .state(opened(), new InspectData.Split(new TreeMap<>(Map.of(key, value)), List.of()));
  }

  @Test
  void whatIsSaidOfTheSplitIsWrittenWholeOrNotAtAll() throws Exception {
    String before = Files.readString(project.resolve("slipway.yaml"));
    for (var wrong :
        List.of(
            new InspectData.Split(
                new TreeMap<>(Map.of("entity", "island", "equal-rows", "oops")), List.of()),
            new InspectData.Split(new TreeMap<>(Map.of("entity", "COLUMN")), List.of()),
            new InspectData.Split(
                new TreeMap<>(Map.of("entity", "island", "time", "seen_at")), List.of()),
            new InspectData.Split(new TreeMap<>(Map.of("entity", "island")), List.of("COLUMN")))) {
      assertThrows(ProblemException.class, () -> workbench.data().state(opened(), wrong));
      assertEquals(before, Files.readString(project.resolve("slipway.yaml")), wrong.toString());
    }

    workbench
        .data()
        .state(
            opened(),
            new InspectData.Split(
                new TreeMap<>(Map.of("entity", "island", "equal-rows", "separate")),
                List.of("sex")));

    String after = Files.readString(project.resolve("slipway.yaml"));
    assertTrue(after.contains("entity: island"), after);
    assertTrue(after.contains("equal-rows: separate"), after);
    assertTrue(after.contains("known: at-prediction"), after);
  }

  private String because(String key) throws Exception {
    return line(key).because();
  }
}
