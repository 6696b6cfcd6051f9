// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.data.csv.CSVLoader;

/// A project that begins with a model file.
final class InitCommandTest {

  @TempDir Path folder;
  private Path project;
  private Slipway slipway;

  @BeforeEach
  void makeAFolder() throws Exception {
    project = Files.createDirectory(folder.resolve("sizes"));
    slipway = new Slipway(folder.resolve("home"));
  }

  @Test
  void takesAMistypedModelForNoFolder() {
    Slipway.Result result = slipway.run("init", project.resolve("modle.onnx"));

    assertEquals(2, result.code());
    assertTrue(result.err().contains("There is no file " + project), result.err());
    assertFalse(Files.exists(project.resolve("modle.onnx")));
  }

  @Test
  void whoHasOnlyLabelledRowsCanStillSayHowGoodTheModelIs() throws Exception {
    Path sample = Sample.copyInto(folder).folder();
    Files.copy(sample.resolve("model.onnx"), project.resolve("model.onnx"));
    Files.copy(sample.resolve("golden.json"), project.resolve("golden.json"));
    Files.copy(sample.resolve("data/holdout.csv"), project.resolve("holdout.csv"));

    Slipway.Result begun =
        slipway.run(
            "init",
            project.resolve("model.onnx"),
            "--holdout",
            "holdout.csv",
            "--label",
            "species");
    Slipway.Result scored = slipway.run("evaluate", project, "--json");
    Slipway.Result looked = slipway.run("data", project);

    assertEquals(0, begun.code(), begun.err());
    assertTrue(
        Files.readString(project.resolve("slipway.yaml"))
            .contains(
                """
                data:
                  # reference: data/train.csv   # what the model learned from, and the baseline for drift
                  holdout: holdout.csv          # rows that it never saw; quality is measured here
                """),
        Files.readString(project.resolve("slipway.yaml")));
    assertEquals(0, scored.code(), scored.err());
    assertEquals(114, Json.tree(scored.out()).path("rows").asInt(), scored.out());
    assertEquals(2, looked.code());
    assertTrue(looked.err().contains("The project names no reference data"), looked.err());
    assertTrue(looked.err().contains("Add reference: "), looked.err());
  }

  @Test
  void beginsWithATribuoFileAndKnowsWhatItIs() throws Exception {
    Path rows = rows();
    Path model = tribuo(rows);

    Slipway.Result begun = slipway.run("init", model);
    Slipway.Result inspected = slipway.run("inspect", project, "--json");
    Slipway.Result page = slipway.run("inspect", project);
    Slipway.Result asked = slipway.run("predict", project, "--row", "length=9,width=8", "--json");

    assertAll(
        () -> assertEquals(0, begun.code(), begun.err()),
        () -> assertTrue(begun.out().contains("Model:   Tribuo protobuf, now ONNX"), begun.out()),
        () -> assertTrue(begun.out().contains("Next: slipway ship " + project), begun.out()));
    assertTrue(
        Files.readString(project.resolve("slipway.yaml")).contains("  file: sizes.tribuo\n"));
    assertEquals(0, inspected.code(), inspected.err());
    JsonNode map = Json.tree(inspected.out()).get("featureMap");
    assertEquals(
        Json.tree(
            """
            {"features": ["length", "width"], "labels": ["small", "large"], "independent": [],
             "domains": [{"least": 0.5, "most": 9.5,
                          "values": [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]},
                         {"least": 1.0, "most": 9.0,
                          "values": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]}]}
            """),
        map);
    assertAll(
        () ->
            assertTrue(
                page.out().contains(Sha256.of(rows).hex().toUpperCase(Locale.ROOT)), page.out()),
        () -> assertTrue(page.out().contains("0.5 to 9.5, 10 values"), page.out()),
        () -> assertTrue(page.out().contains("Cost by operator"), page.out()),
        () -> assertTrue(page.out().contains("ai.onnx.ml.TreeEnsembleRegressor"), page.out()));
    assertEquals(
        "large",
        Json.tree(asked.out()).at("/outputs/0/data/0").asText(),
        asked.out() + asked.err());
  }

  @Test
  void namesTheServiceAfterAFolderThatIsCalledAsPeopleCallFolders() throws Exception {
    Path called = Files.createDirectory(folder.resolve("Größe 2"));
    Path model = Files.move(tribuo(rows()), called.resolve("sizes.tribuo"));

    Slipway.Result begun = slipway.run("init", model);

    assertEquals(0, begun.code(), begun.err());
    assertTrue(begun.out().contains("Next: slipway ship \"" + called + "\""), begun.out());
    assertTrue(Files.readString(called.resolve("slipway.yaml")).contains("\nname: grosse-2\n"));
  }

  @Test
  void beginsNothingWithAFileThatIsNoModel() throws Exception {
    Path letter = Files.writeString(project.resolve("model.onnx"), "Dear colleagues,\n");

    Slipway.Result result = slipway.run("init", letter);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("model."), result.err());
    assertFalse(Files.exists(project.resolve("slipway.yaml")));
  }

  @Test
  void namesWhatTheModelLeavesOpenAndTakesIt() throws Exception {
    Path model = project.resolve("model.onnx");
    Files.write(model, PredictPictureTest.meanOfEachChannel().toByteArray());

    Slipway.Result asked = slipway.run("init", model);
    String written = Files.readString(project.resolve("slipway.yaml"));
    Files.delete(project.resolve("slipway.yaml"));
    Slipway.Result wrong = slipway.run("init", model, "--shape", "pixels=1x4x64x64");
    Slipway.Result told = slipway.run("init", model, "--shape", "pixels=1x3x640x640");

    assertEquals(0, asked.code(), asked.err());
    assertTrue(
        asked.out().contains("Sizes:   the model leaves open how large pixels is."), asked.out());
    assertTrue(
        written.contains("  # inputs: {pixels: {shape: [1, 3, 224, 224]}}   # how large"), written);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("axis 2 is 3"), wrong.err());
    assertEquals(0, told.code(), told.err());
    assertFalse(told.out().contains("Sizes:"), told.out());
    assertTrue(
        Files.readString(project.resolve("slipway.yaml"))
            .contains("  inputs: {pixels: {shape: [1, 3, 640, 640]}}   # how large"));
  }

  @Test
  void checksPathsAndColumnsBeforeItWritesAnything() throws Exception {
    Path model = tribuo(rows());
    Files.copy(folder.resolve("rows.csv"), project.resolve("rows.csv"));

    assertRefused(
        slipway.run("init", project, "--model", "other.onnx"),
        "There is no file " + project.resolve("other.onnx"));
    assertRefused(
        slipway.run("init", model, "--holdout", "row.csv", "--label", "size"),
        "There is no file " + project.resolve("row.csv"));
    assertRefused(
        slipway.run(
            "init", model, "--reference", "none.csv", "--holdout", "rows.csv", "--label", "size"),
        "There is no file " + project.resolve("none.csv"));
    assertRefused(
        slipway.run("init", model, "--holdout", "rows.csv", "--label", "sise"),
        """
        rows.csv has no column 'sise'
          why   It has length, width, size. Did you mean size?
          do    Name one of them with --label.
          code  init.no-column
        """);
    assertRefused(
        slipway.run("init", model, "--holdout", "rows.csv", "--label", "size", "--entity", "who"),
        "rows.csv has no column 'who'");

    Slipway.Result begun =
        slipway.run(
            "init",
            model,
            "--holdout",
            "rows.csv",
            "--label",
            "size",
            "--entity",
            "none",
            "--time",
            "width");
    assertEquals(0, begun.code(), begun.err());
    String yaml = Files.readString(project.resolve("slipway.yaml"));
    assertTrue(yaml.contains("\n  entity: none "), yaml);
    assertTrue(yaml.contains("\n  time: width "), yaml);
  }

  private void assertRefused(Slipway.Result result, String what) {
    assertEquals(2, result.code(), result.out());
    assertTrue(result.err().contains(what), result.err());
    assertFalse(Files.exists(project.resolve("slipway.yaml")));
  }

  @Test
  void refusesTwoModels() throws Exception {
    Slipway.Result result = slipway.run("init", tribuo(rows()), "--model", "other.onnx");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("init.two-models"), result.err());
  }

  private Path rows() throws Exception {
    // Tribuo's loader leaves a zero out, which is to it what an absent number is
    var text = new StringBuilder("length,width,size\n");
    for (int i = 0; i < 100; i++) {
      double length = i % 10 + 0.5;
      int width = i / 10;
      text.append("%s,%d,%s%n".formatted(length, width, length + width > 9 ? "large" : "small"));
    }
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private Path tribuo(Path rows) throws Exception {
    var source = new CSVLoader<>(new LabelFactory()).loadDataSource(rows, "size");
    Path model = project.resolve("sizes.tribuo");
    new CARTClassificationTrainer(6).train(new MutableDataset<>(source)).serializeToFile(model);
    return model;
  }
}
