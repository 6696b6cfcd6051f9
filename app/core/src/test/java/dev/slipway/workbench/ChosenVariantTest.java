// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.measure.machine.Environment;
import dev.slipway.model.VariantMark;
import dev.slipway.plan.PlanKeys;
import dev.slipway.profile.Profile;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.variants.VariantRecords;
import dev.slipway.workbench.variants.VariantTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which form of a model ships: chosen only while its evidence holds, and then measured, planned
/// and exported by its own bytes.
final class ChosenVariantTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final VariantForm INT8 = VariantForm.INT8;

  @TempDir Path folder;
  private final MemoryLedger ledger = new MemoryLedger();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final Shelf shelf = new Shelf(ledger, clock);
  private final VariantRecords records =
      new VariantRecords(ledger, new Trail(ledger, clock, "0.1.0", "a test"));
  private Path project;
  private Workbench workbench;

  @BeforeEach
  void copyTheSample() throws Exception {
    project = SampleProject.copyInto(folder);
    workbench =
        Workbench.over(
            Bench.at(new Home(folder.resolve("home")), ledger, ledger, clock), "a test", Map.of());
  }

  @Test
  void whatNobodyTriedCannotBeChosen() throws Exception {
    String before = yaml();

    Problem problem = refusal(() -> workbench.choose().choose(opened(), INT8));

    assertEquals("The variant int8 of the model cannot be shipped", problem.what());
    assertEquals("The reason: there is no record that anybody tried it.", problem.why());
    assertEquals(before, yaml());
  }

  @Test
  void whatWasTriedAndNotOfferedCannotBeChosen() throws Exception {
    tried(false, "it takes no less processor time here");

    Problem problem = refusal(() -> workbench.choose().choose(opened(), INT8));

    assertEquals(
        "The reason: it is not offered: it takes no less processor time here.", problem.why());
  }

  @Test
  void theChosenOneIsNotPlannedFromTheProfileOfAnother() throws Exception {
    offered();
    measured(opened());
    workbench.choose().choose(opened(), INT8);

    Problem problem = refusal(() -> workbench.plan().plan(opened()));

    assertEquals("There is no profile of this model", problem.what());
  }

  @Test
  void profilePlanAndBundleAreOfTheChosenOne() throws Exception {
    offered();
    workbench.choose().choose(opened(), INT8);
    OpenedProject opened = opened();
    measured(opened);

    MakePlan.Planned planned = workbench.plan().plan(opened);
    Path bundle = folder.resolve("bundle");
    workbench
        .export()
        .export(
            opened,
            new ExportBundle.Request(
                Optional.of(bundle), List.of("docker", "model-card", "handover", "ml-bom"), false),
            Progress.NONE);

    assertEquals("int8", planned.plan().value(PlanKeys.MODEL_VARIANT));
    assertTrue(
        planned
            .plan()
            .choice(PlanKeys.MODEL_VARIANT)
            .because()
            .startsWith("slipway.yaml chooses this form; it takes less"),
        planned.plan().choice(PlanKeys.MODEL_VARIANT).because());
    Path variant = project.resolve("variants/int8.onnx");
    assertArrayEquals(
        Files.readAllBytes(variant),
        Files.readAllBytes(bundle.resolve("docker/app/model/model.onnx")));
    String manifest = Files.readString(bundle.resolve("bundle.json"));
    assertTrue(manifest.contains("\"" + Sha256.of(variant).hex() + "\""), manifest);
    assertTrue(manifest.contains("\"variant.original\""), manifest);
    String original = Sha256.of(project.resolve("model.onnx")).hex();
    for (String file : List.of("bundle.json", "docs/model-card.md", "ml-bom/bom.json")) {
      assertTrue(Files.readString(bundle.resolve(file)).contains(original), file);
    }
    assertTrue(
        Files.readString(bundle.resolve("docs/handover.md"))
            .contains("What is served is the form int8 of the model"),
        Files.readString(bundle.resolve("docs/handover.md")));
  }

  @Test
  void aChangedHoldoutKeepsTheChosenOneFromBeingShipped() throws Exception {
    offered();
    workbench.choose().choose(opened(), INT8);
    measured(opened());
    Path holdout = project.resolve("data/holdout.csv");
    List<String> lines = Files.readAllLines(holdout);
    Files.write(holdout, lines.subList(0, lines.size() - 1));

    Problem problem = refusal(() -> workbench.plan().plan(opened()));

    assertEquals("The reason: the holdout data has changed since it was tried.", problem.why());
    assertEquals(Optional.empty(), workbench.voyage().load(opened()).plan());
  }

  @Test
  void anotherFileUnderTheSameNameDoesNotShip() throws Exception {
    offered();
    workbench.choose().choose(opened(), INT8);
    Path file = project.resolve("variants/int8.onnx");
    Files.write(
        file, VariantMark.on(Files.readAllBytes(file), Sha256.of(project.resolve("model.onnx"))));

    assertEquals(
        "The reason: the file of the variant has changed since it was tried.",
        refusal(() -> workbench.plan().plan(opened())).why());
  }

  @Test
  void aLaterTrialThatRefusesItKeepsItFromBeingShipped() throws Exception {
    offered();
    workbench.choose().choose(opened(), INT8);
    tried(false, "it answers otherwise");

    assertEquals(
        "The reason: it is not offered: it answers otherwise.",
        refusal(() -> workbench.plan().plan(opened())).why());
  }

  @Test
  void aMissingFileOfTheChosenOneSaysHowToComeBack() throws Exception {
    offered();
    workbench.choose().choose(opened(), INT8);
    Files.delete(project.resolve("variants/int8.onnx"));

    Problem problem = refusal(() -> workbench.voyage().load(opened()));
    workbench.choose().chooseOriginal(opened());

    assertEquals("The variant int8 of the model is not there", problem.what());
    assertEquals(project.resolve("model.onnx"), opened().model());
  }

  @Test
  void goingBackLeavesSlipwayYamlAsItWas() throws Exception {
    offered();
    String before = yaml();

    ProjectWritten written = workbench.choose().choose(opened(), INT8);
    String chosen = yaml();
    workbench.edit().undo(opened(), written);

    assertTrue(chosen.contains("variant: int8"), chosen);
    assertEquals(before, yaml());
  }

  @Test
  void whatASearchFoundIsStatedAndTheProfileOfOtherSettingsIsStale() throws Exception {
    measured(opened());

    workbench
        .settings()
        .use(opened(), new SearchSpace.Point(2, 8, 4, "EXTENDED", SearchSettings.AS_IT_IS));

    OpenedProject now = opened();
    assertEquals(
        "2 extended 8",
        "%d %s %d"
            .formatted(
                now.project().runtime().threads().orElseThrow(),
                now.project().runtime().optimisation().orElseThrow(),
                now.project().runtime().batchRows().orElseThrow()));
    assertEquals(
        "The last profile does not hold any more: it was measured with 1 thread, optimisation all"
            + " and the runtime's own batches, and slipway.yaml says 2 threads, optimisation"
            + " extended and at most 8 rows together.",
        refusal(() -> workbench.plan().plan(now)).why());
    measured(now);
    MakePlan.Planned planned = workbench.plan().plan(now);
    assertEquals(2, planned.plan().value(PlanKeys.THREADS));
    assertEquals("extended", planned.plan().value(PlanKeys.OPTIMISATION));
    assertEquals(8, planned.plan().value(PlanKeys.BATCH_ROWS));
  }

  private void offered() throws Exception {
    Path file = VariantForm.file(opened(), "int8");
    Files.createDirectories(file.getParent());
    Path original = project.resolve("model.onnx");
    Files.write(file, VariantMark.on(Files.readAllBytes(original), Sha256.of(original)));
    tried(true, "it takes less processor time here: 0.50 times that of the model as it is");
  }

  private void tried(boolean offered, String because) throws Exception {
    OpenedProject opened = opened();
    Path original = opened.original();
    var settings = new Profile.Settings(1, "ALL", 1);
    var a = new Contender("as it is", original, Sha256.of(original), settings);
    var half = new Interval(0.5, 0.45, 0.55, 0.95);
    var comparison =
        new Comparison(
            NOW,
            a,
            a,
            Environment.here("test"),
            List.of(ratio(Comparison.Measure.CPU, half), ratio(Comparison.Measure.LATENCY, half)),
            0,
            new Comparison.Breakdown(new Bytes(100), new Bytes(60), List.of()),
            List.of());
    var score = new Interval(0.98, 0.95, 0.99, 0.95);
    records.keep(
        opened,
        new VariantTrial(
            "int8",
            offered,
            because,
            Optional.of(
                new VariantTrial.Results(
                    new VariantTrial.Change<>(new Bytes(1000), new Bytes(400)),
                    0.01,
                    1,
                    "accuracy",
                    Optional.of(new VariantTrial.Change<>(score, score)),
                    Optional.of(comparison)))));
  }

  private static Comparison.Ratio ratio(Comparison.Measure measure, Interval ratio) {
    return new Comparison.Ratio(
        measure,
        Duration.ofNanos(2000),
        Duration.ofNanos(1000),
        ratio,
        0.01,
        Comparison.Outcome.LESS);
  }

  private void measured(OpenedProject opened) throws Exception {
    SampleProject.profiled(shelf, opened, Optional.empty());
  }

  private OpenedProject opened() throws ProblemException {
    return workbench.open().open(project);
  }

  private String yaml() throws Exception {
    return Files.readString(project.resolve("slipway.yaml"));
  }

  private static Problem refusal(org.junit.jupiter.api.function.Executable act) {
    return assertThrows(ProblemException.class, act).problem();
  }
}
