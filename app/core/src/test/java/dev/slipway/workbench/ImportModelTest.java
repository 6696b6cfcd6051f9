// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.Tier;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.Origin;
import dev.slipway.model.trees.ProbeRows;
import dev.slipway.model.tribuo.Trained;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.request.Predictions;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.CompareModels.Side;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.classification.dtree.CARTClassificationTrainer;

/// Files of other libraries on the whole way: named in a project or by themselves, converted,
/// described, asked.
final class ImportModelTest {

  private static final Path SAMPLE =
      Path.of(System.getProperty("slipway.root"), "sample-projects", "penguin-species");

  private static final Dimension ROWS = new Dimension.Dynamic("rows");

  @TempDir Path folder;

  private final MemoryLedger ledger = new MemoryLedger();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xgboost.json|XGBoost 3.4.0, JSON",
        "xgboost.ubj|XGBoost 3.4.0, UBJSON",
        "lightgbm.txt|LightGBM text, format v4",
        "catboost.cbm|CatBoost CBM",
        "catboost.json|CatBoost JSON"
      })
  void aProjectNamesAFileOfAnotherLibrary(String name, String format) throws Exception {
    Path model = project(name);

    OpenedProject opened = workbench().open().open(folder);
    workbench().inspect().inspect(opened, Progress.NONE);

    Origin origin = opened.imported().origin().orElseThrow();
    assertEquals(
        List.of(format, name, Sha256.of(model)),
        List.of(origin.format(), origin.file(), origin.sha256()));
    assertEquals(3000, origin.parity().rows());
    assertTrue(origin.parity().holds(), origin.parity().toString());
    assertEquals(Optional.of(origin), workbench().inspect().origin(model, Progress.NONE));
    assertEquals(
        Map.of(
            "model.origin", format + ": " + name,
            "model.parity.rows", "3000",
            "model.parity.other_classes", "0"),
        found(Set.of("model.origin", "model.parity.rows", "model.parity.other_classes")));
  }

  @ParameterizedTest
  @CsvSource({"xgboost.json", "xgboost.ubj", "lightgbm.txt", "catboost.cbm"})
  void answersAsTheOriginalsOwnTreesDo(String name) throws Exception {
    Path model = project(name);
    var original = ForeignModel.recognise(model).orElseThrow().read();
    List<double[]> rows = ProbeRows.of(original.ensemble(), 50, 3);
    var question = new Question.Rows(table(original.ensemble().input().names(), rows));

    Predictions ofProject = workbench().predict().predict(folder, question, Progress.NONE);
    Predictions ofFile = workbench().predict().predict(model, question, Progress.NONE);

    assertEquals(ofProject.answers(), ofFile.answers());
    assertEquals(rows.size(), ofFile.answers().size());
    for (int i = 0; i < rows.size(); i++) {
      var scores = Objects.requireNonNull(ofFile.answers().get(i).get("probabilities"));
      assertArrayEquals(
          original.answer(rows.get(i)).stream().mapToDouble(Double::doubleValue).toArray(),
          scores.toDoubles(),
          1e-6,
          "row " + i);
    }
  }

  @Test
  void convertsOnceAndAgainWhenTheFileChanges() throws Exception {
    Path model = project("xgboost.json");
    Path first = workbench().open().open(folder).model();
    var made = Files.getLastModifiedTime(first);

    assertEquals(first, workbench().open().open(folder).model());
    assertEquals(made, Files.getLastModifiedTime(first));

    String text = Files.readString(model);
    Files.writeString(model, text.replace("height", "length"));
    OpenedProject changed = workbench().open().open(folder);

    assertNotEquals(first, changed.model());
    assertEquals(
        List.of("length", "width", "age", "colour"),
        InspectModel.look(changed.model()).featureMap().features());
  }

  @Test
  void leavesNothingOfAFileThatIsCutOff() throws Exception {
    Path model = project("lightgbm.txt");
    byte[] whole = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(whole, whole.length / 2));

    var failure = assertThrows(ProblemException.class, () -> workbench().open().open(folder));

    assertEquals("model.truncated", failure.problem().code().id());
    try (Stream<Path> left = Files.list(home().converted())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aTribuoModelIsTriedOnTheProjectsRowsAndScored() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    for (String data : List.of("data/train.csv", "data/holdout.csv")) {
      Files.copy(SAMPLE.resolve(data), folder.resolve(data));
    }
    String yaml = Files.readString(SAMPLE.resolve("slipway.yaml"));
    Files.writeString(folder.resolve("slipway.yaml"), yaml.replace("model.onnx  ", "model.tribuo"));
    Path model = folder.resolve("model.tribuo");
    Trained.save(new CARTClassificationTrainer(6).train(Trained.penguins()), model);

    OpenedProject opened = workbench().open().open(folder);
    Evaluation evaluation = workbench().evaluate().evaluate(opened, Progress.NONE);

    Origin origin = opened.imported().origin().orElseThrow();
    assertEquals(
        List.of("Tribuo protobuf", "model.tribuo", Sha256.of(model)),
        List.of(origin.format(), origin.file(), origin.sha256()));
    assertEquals("TreeModel", origin.facts().get("model"));
    assertEquals("train.csv, and made up within the features' ranges", origin.parity().rowsFrom());
    assertTrue(origin.parity().holds(), origin.parity().toString());
    assertTrue(evaluation.score().value() > 0.9, evaluation.score().toString());
  }

  @Test
  void aTribuoProjectKnowsItsInputsTheirRangesAndWhereTheModelComesFrom() throws Exception {
    tribuoProject("data/train.csv");

    Inspection inspection =
        workbench().inspect().inspect(workbench().open().open(folder), Progress.NONE);

    assertEquals(
        List.of(new TensorSpec("features", DataType.FP64, List.of(ROWS, new Dimension.Fixed(4)))),
        inspection.signature().inputs());
    assertEquals(
        List.of("label BYTES", "scores FP32"),
        inspection.signature().outputs().stream()
            .map(output -> output.name() + " " + output.datatype())
            .toList());
    assertEquals(
        List.of("bill_depth_mm", "bill_length_mm", "body_mass_g", "flipper_length_mm"),
        inspection.featureMap().features());
    assertEquals(
        List.of("13.1 to 21.5", "32.1 to 59.6", "2700.0 to 6300.0", "172.0 to 231.0"),
        inspection.featureMap().domains().stream()
            .map(seen -> seen.least() + " to " + seen.most())
            .toList());
    String data = Sha256.of(SAMPLE.resolve("data/penguins.csv")).hex().toUpperCase(Locale.ROOT);
    assertEquals(
        Map.of(
            "model.origin", "Tribuo protobuf: model.tribuo",
            "model.origin.trainer", "CARTClassificationTrainer",
            "model.origin.trainer.maxDepth", "6",
            "model.origin.data.dataPath", "penguins.csv",
            "model.origin.data.resource-hash", data,
            "model.parity.other_classes", "0"),
        foundOf(
            "penguin-species",
            Set.of(
                "model.origin",
                "model.origin.trainer",
                "model.origin.trainer.maxDepth",
                "model.origin.data.dataPath",
                "model.origin.data.resource-hash",
                "model.parity.other_classes")));
    var rows = foundOf("penguin-species", Set.of("model.parity.rows"));
    assertTrue(
        Integer.parseInt(rows.getOrDefault("model.parity.rows", "0")) > 700, rows.toString());
  }

  /// As far as measuring, which is the profiler's business: both are read, and suit one another.
  @Test
  void aComparisonTakesFilesOfOtherLibraries() throws Exception {
    var json = new Side(project("xgboost.json").toString(), Optional.empty(), Optional.empty());
    var ubj = new Side(resource("xgboost.ubj").toString(), Optional.empty(), Optional.empty());
    List<String> steps = new ArrayList<>();
    Progress untilItMeasures =
        (done, what) -> {
          steps.add(what);
          if (what.startsWith("comparing, start")) {
            Thread.currentThread().interrupt();
          }
        };

    assertThrows(
        InterruptedException.class,
        () ->
            workbench()
                .compare()
                .compare(json, ubj, Optional.empty(), Tier.QUICK, untilItMeasures));

    assertEquals(
        List.of(
            "reading the models",
            "converting xgboost.json to ONNX and comparing the answers",
            "reading xgboost.json",
            "writing the ONNX model",
            "comparing the answers with the original's",
            "converting xgboost.ubj to ONNX and comparing the answers",
            "reading xgboost.ubj",
            "comparing, start 1 of 5"),
        steps.stream().distinct().toList());
    try (Stream<Path> converted = Files.list(home().converted())) {
      assertEquals(2, converted.filter(path -> path.toString().endsWith(".onnx")).count());
    }
  }

  @Test
  void cancellingEndsAConversionAndALookAtOnceAndKeepsNothing() throws Exception {
    Path model = project("xgboost.json");

    assertEquals("model.conversion-cancelled", cancelled("reading xgboost.json", model));
    try (Stream<Path> converted = Files.list(home().converted())) {
      assertEquals(List.of(), converted.toList());
    }
    assertEquals("cancelled", cancelled("asking the runtime whether it opens the model", folder));
    assertEquals(Map.of(), found(Set.of("model.parameters")));
  }

  /// What it ends with when it is cancelled as soon as it says what it does.
  private String cancelled(String doing, Path model) throws Exception {
    Thread worker = Thread.currentThread();
    Progress cancel =
        (done, what) -> {
          if (what.equals(doing)) {
            worker.interrupt();
          }
        };
    try {
      return "found " + workbench().inspect().inspect(model, cancel);
    } catch (InterruptedException e) {
      return "cancelled";
    } catch (ProblemException e) {
      return e.problem().code().id();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aTribuoModelIsTriedOnRowsOfJsonAsOnThoseOfCsv() throws Exception {
    tribuoProject("data/train.csv");
    Origin csv = workbench().open().open(folder).imported().origin().orElseThrow();
    tribuoProject("data/train.jsonl");
    Origin json = workbench().open().open(folder).imported().origin().orElseThrow();

    assertEquals("train.jsonl, and made up within the features' ranges", json.parity().rowsFrom());
    assertEquals(csv.parity().rows(), json.parity().rows());
    assertEquals(csv.parity().largest(), json.parity().largest(), 0);
  }

  /// The sample project with a tree of Tribuo's, and its rows in this file.
  private Path tribuoProject(String reference) throws Exception {
    Files.createDirectories(folder.resolve("data"));
    List<String> lines = Files.readAllLines(SAMPLE.resolve("data/train.csv"));
    Files.write(folder.resolve(reference), reference.endsWith(".csv") ? lines : jsonLines(lines));
    Files.copy(
        SAMPLE.resolve("data/holdout.csv"),
        folder.resolve("data/holdout.csv"),
        StandardCopyOption.REPLACE_EXISTING);
    String yaml = Files.readString(SAMPLE.resolve("slipway.yaml"));
    Files.writeString(
        folder.resolve("slipway.yaml"),
        yaml.replace("file: model.onnx", "file: model.tribuo")
            .replace("reference: data/train.csv", "reference: " + reference));
    Path model = folder.resolve("model.tribuo");
    if (Files.notExists(model)) {
      Trained.save(new CARTClassificationTrainer(6).train(Trained.penguins()), model);
    }
    return model;
  }

  private static List<String> jsonLines(List<String> csv) {
    List<String> names = List.of(csv.getFirst().split(","));
    return csv.stream().skip(1).map(line -> jsonLine(names, line.split(",", -1))).toList();
  }

  private static String jsonLine(List<String> names, String[] cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      boolean number = cells[i].matches("[0-9.]+");
      row.put(names.get(i), number ? Double.valueOf(cells[i]) : cells[i]);
    }
    return Json.line(row);
  }

  private Home home() {
    return new Home(folder.resolve("home"));
  }

  private Workbench workbench() throws ProblemException {
    var clock = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));
    return Workbench.over(Bench.at(home(), ledger, ledger, clock), "a test", Map.of());
  }

  /// A project that names a model file and nothing else.
  private Path project(String name) throws IOException, ProblemException {
    Path model = resource(name);
    var answers =
        ProjectAnswers.unanswered("trees", name, List.of(), ProjectAnswers.Inputs.UNSTATED);
    workbench().init().init(folder, answers);
    return model;
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = ImportModelTest.class.getResourceAsStream("/models/" + name)) {
      Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /// NaN is an empty cell.
  private Path table(List<String> columns, List<double[]> rows) throws IOException {
    var text = new StringBuilder(String.join(",", columns)).append('\n');
    for (double[] row : rows) {
      text.append(
              Arrays.stream(row)
                  .mapToObj(value -> Double.isNaN(value) ? "" : Double.toString(value))
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private Map<String, String> found(Set<String> keys) {
    return foundOf("trees", keys);
  }

  private Map<String, String> foundOf(String project, Set<String> keys) {
    return ledger.entries(project).stream()
        .map(entry -> entry.evidence())
        .filter(evidence -> keys.contains(evidence.key()))
        .collect(Collectors.toMap(evidence -> evidence.key(), evidence -> evidence.value()));
  }
}
