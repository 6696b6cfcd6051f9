// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.checklist.Checklist;
import dev.slipway.data.DataStudy;
import dev.slipway.data.DriftReference;
import dev.slipway.request.Predictions;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.drift.DriftCounters;
import dev.slipway.serving.protocol.DriftBaselineReader;
import dev.slipway.workbench.PredictRows.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The data stage and the playground on a copy of the sample penguin-species.
final class DataStageTest extends OnSample {

  @Test
  void rulesAndDecisionsTickTheirItemsAndKeepTheComments() throws Exception {
    String before = Files.readString(project.resolve("slipway.yaml"));
    DataStudy study = workbench.data().inspect(opened(), Progress.NONE);
    workbench.data().suggest(opened(), study, false, Progress.NONE);
    workbench.columns().classifyRest(opened(), study, "none");

    DataStudy checked = workbench.data().inspect(opened(), Progress.NONE);

    assertFalse(checked.rules().isEmpty());
    assertEquals(0, checked.broken(checked.reference()));
    assertEquals(Checklist.State.PASS, state("data.quality_rules_failed"));
    assertEquals(Checklist.State.PASS, state("data.columns_unclassified"));
    String after = Files.readString(project.resolve("slipway.yaml"));
    assertEquals(
        before,
        after
            .lines()
            .filter(line -> !line.startsWith("  rules: ") && !line.startsWith("  columns: "))
            .reduce("", (text, line) -> text + line + "\n"));
    assertThrows(
        ProblemException.class,
        () -> workbench.data().suggest(opened(), study, false, Progress.NONE));
  }

  @Test
  void filesThatHaveNoColumnInCommonAreNoEvidenceAgainstALeak() throws Exception {
    Path train = project.resolve("data/train.csv");
    List<String> lines = Files.readAllLines(train);
    String others = lines.getFirst().replaceAll("(\\w+)", "other_$1");
    Files.writeString(
        train, others + "\n" + String.join("\n", lines.subList(1, lines.size())) + "\n");

    workbench.data().inspect(opened(), Progress.NONE);

    assertEquals(Checklist.State.NOT_RUN, state("data.split_leak_count"));
  }

  @Test
  void anEditedProjectIsReadableByWhoCouldReadItBefore() throws Exception {
    Path file = project.resolve("slipway.yaml");
    var everyone = PosixFilePermissions.fromString("rw-rw-r--");
    Files.setPosixFilePermissions(file, everyone);

    workbench.columns().classify(opened(), "species", "none");
    workbench.baseline().keep(opened(), 500, Progress.NONE);

    assertEquals(everyone, Files.getPosixFilePermissions(file));
    assertTrue(
        Files.getPosixFilePermissions(project.resolve(KeepBaseline.FILE))
            .contains(PosixFilePermission.GROUP_READ));
  }

  @Test
  void aWindowWithoutRowsIsRefused() {
    assertEquals(
        "drift.bad-window",
        assertThrows(
                ProblemException.class, () -> workbench.baseline().keep(opened(), 0, Progress.NONE))
            .problem()
            .code()
            .id());
  }

  @Test
  void aMappedColumnFillsItsInput() throws Exception {
    Path holdout = project.resolve("data/holdout.csv");
    double score = workbench.evaluate().evaluate(opened(), Progress.NONE).score().value();
    for (Path file : List.of(holdout, project.resolve("data/train.csv"))) {
      Files.writeString(
          file, Files.readString(file).replaceFirst("body_mass_g", "\"weight, in g\""));
    }
    assertThrows(
        ProblemException.class, () -> workbench.evaluate().evaluate(opened(), Progress.NONE));

    workbench.columns().map(opened(), new TreeMap<>(Map.of("weight, in g", "body_mass_g")));

    assertEquals(score, workbench.evaluate().evaluate(opened(), Progress.NONE).score().value());
    assertEquals(
        114,
        workbench
            .predict()
            .predict(project, new Question.Rows(holdout), Progress.NONE)
            .answers()
            .size());
  }

  @Test
  void theBaselineIsWhatServingCounts() throws Exception {
    DriftReference kept = workbench.baseline().keep(opened(), 500, Progress.NONE);

    DriftBaseline read = DriftBaselineReader.read(project.resolve(KeepBaseline.FILE));
    assertEquals(
        kept.features().stream().map(DriftReference.Feature::name).toList(),
        read.features().stream().map(DriftBaseline.Feature::name).toList());
    assertEquals(Checklist.State.PASS, state("drift.baseline_fields_missing"));
    assertEquals(Checklist.State.PASS, state("drift.false_alarm_rate"));
    // The reference itself, served row by row, falls into the bins as it was counted.
    var counters = new DriftCounters(read);
    var inspection = InspectModel.look(opened().model());
    var requests =
        dev.slipway.request.ModelInputs.of(
            dev.slipway.request.TableReader.read(project.resolve("data/train.csv"))
                .without("species"),
            inspection.featureMap(),
            inspection.signature());
    try (var predictor = Models.open(opened().model(), 1)) {
      for (var request : requests) {
        counters.observe(request, predictor.predict(request));
      }
    }
    assertEquals(
        kept.features().stream().flatMap(feature -> feature.counts().stream()).toList(),
        counters.counts().stream()
            .filter(count -> !count.bin().equals("missing"))
            .map(DriftCounters.Count::observed)
            .toList());
  }

  @Test
  void theBaselineOfAnotherModelOrOtherDataIsNotExported() throws Exception {
    DriftReference kept = workbench.baseline().keep(opened(), 500, Progress.NONE);
    assertEquals(
        kept,
        DriftReference.parse(
            Files.readString(project.resolve(KeepBaseline.FILE)), KeepBaseline.FILE));
    assertEquals("plan.no-profile", refusedExport());

    // The same model with a property more: other bytes, so that nobody knows how it answers.
    Path model = project.resolve("model.onnx");
    byte[] property = HexFormat.of().parseHex("72060a016b120176");
    Files.write(model, property, StandardOpenOption.APPEND);

    assertEquals("drift.stale-baseline", refusedExport());
    assertEquals(Checklist.State.STALE, state("drift.baseline_fields_missing"));

    workbench.baseline().keep(opened(), 500, Progress.NONE);
    assertEquals("plan.no-profile", refusedExport());
    assertEquals(Checklist.State.PASS, state("drift.baseline_fields_missing"));

    Path train = project.resolve("data/train.csv");
    List<String> lines = Files.readAllLines(train);
    Files.write(train, lines.subList(0, lines.size() - 1));

    assertEquals("drift.stale-baseline", refusedExport());
    assertEquals(Checklist.State.STALE, state("drift.baseline_fields_missing"));
  }

  @Test
  void theBaselineOfAnotherMappingOfColumnsIsNotExported() throws Exception {
    workbench.baseline().keep(opened(), 500, Progress.NONE);
    map("{island: {class: none}}");
    assertEquals("plan.no-profile", refusedExport());

    map("{bill_length_mm: {input: bill_depth_mm}, bill_depth_mm: {input: bill_length_mm}}");
    assertEquals("drift.stale-baseline", refusedExport());

    workbench.baseline().keep(opened(), 500, Progress.NONE);
    assertEquals("plan.no-profile", refusedExport());

    map("{bill_length_mm: {input: nothing}, island: {input: bill_length_mm}}");
    assertEquals("drift.stale-baseline", refusedExport());
  }

  private void map(String columns) throws Exception {
    Path file = project.resolve("slipway.yaml");
    String rest = Files.readString(file).replaceAll("  columns: .*\n", "");
    Files.writeString(file, rest.replace("  holdout: ", "  columns: " + columns + "\n  holdout: "));
  }

  @Test
  void aBaselineThatDoesNotSayItsModelIsMadeAnew() throws Exception {
    workbench.baseline().keep(opened(), 500, Progress.NONE);
    Path file = project.resolve(KeepBaseline.FILE);
    Files.writeString(file, Files.readString(file).replace("\"model\"", "\"modell\""));

    assertEquals("drift.unreadable-baseline", refusedExport());
  }

  private String refusedExport() {
    return assertThrows(
            ProblemException.class,
            () -> workbench.export().preview(opened(), List.of("prometheus")))
        .problem()
        .code()
        .id();
  }

  @Test
  void answersOneRowAndARequestOfTheProtocolAlike() throws Exception {
    var row =
        Map.of(
            "bill_length_mm", "39.1",
            "bill_depth_mm", "18.7",
            "flipper_length_mm", "181",
            "body_mass_g", "3750");
    Predictions one = workbench.predict().predict(project, new Question.OneRow(row), Progress.NONE);
    assertEquals(List.of("Adelie"), one.table().column(one.table().columns().size() - 1));

    Path request =
        Files.writeString(
            folder.resolve("request.json"),
            """
            {"inputs": [{"name": "measurements", "datatype": "FP32", "shape": [1, 4],
              "data": [39.1, 18.7, 181, 3750]}]}
            """);
    Predictions same =
        workbench
            .predict()
            .predict(project.resolve("model.onnx"), new Question.Request(request), Progress.NONE);
    assertEquals(one.answers(), same.answers());
  }

  @Test
  void saysWhatIsWrongWithAQuestion() throws Exception {
    assertEquals(
        "data.column-missing", problem(new Question.OneRow(Map.of("bill_length_mm", "39.1"))));
    assertEquals("data.missing-file", problem(new Question.Rows(folder.resolve("none.csv"))));
    Path request = Files.writeString(folder.resolve("request.json"), "{\"inputs\": 3}");
    assertEquals("predict.request-malformed", problem(new Question.Request(request)));
    Files.writeString(request, "{\"inputs\": []}");
    assertEquals("predict.refused", problem(new Question.Request(request)));
    Files.writeString(
        request,
        "{\"inputs\": [{\"name\": \"other\", \"datatype\": \"FP32\", \"shape\": [1], \"data\":"
            + " [1]}]}");
    assertEquals("predict.refused", problem(new Question.Request(request)));
  }

  private String problem(Question question) {
    return assertThrows(
            ProblemException.class,
            () -> workbench.predict().predict(project, question, Progress.NONE))
        .problem()
        .code()
        .id();
  }
}
