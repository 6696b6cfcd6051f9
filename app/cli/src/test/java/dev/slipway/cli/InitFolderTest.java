// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a folder of MLflow or of Hugging Face to a bundle, with nothing typed but the folder.
final class InitFolderTest {

  /// What keeps a test short, and is no answer.
  private static final List<String> HASTE = List.of("--tier", "quick", "--no-engine");

  @TempDir Path folder;
  private Slipway slipway;

  /// Words that were typed besides the command and the folder.
  private int answers;

  @BeforeEach
  void start() {
    slipway = new Slipway(folder.resolve("home"));
  }

  @Test
  void takesColumnsExampleAndRunOfAnMlflowModel() throws Exception {
    Path run = run("mlruns/7/4f2c");
    Path model = mlflow(run.resolve("artifacts/penguins"));

    Slipway.Result begun = typed("init", run);
    Slipway.Result looked = slipway.run("inspect", model);

    assertEquals(0, answers);
    assertEquals(0, begun.code(), begun.err());
    assertAll(
        () -> assertTrue(begun.out().contains("model.onnx   (MLmodel, flavor onnx)"), begun.out()),
        () -> assertTrue(begun.out().contains("bill_length_mm (double), "), begun.out()),
        () -> assertTrue(begun.out().contains("brave-auk-7: 1 parameter, 1 metric"), begun.out()),
        () -> assertTrue(begun.out().contains("Next: slipway ship " + model), begun.out()));
    JsonNode golden = Json.tree(Files.readString(model.resolve("golden.json"))).path("cases");
    assertEquals("[[36.7,19.3,193.0,3450.0],[46.5,17.9,192.0,3500.0]]", data(golden));
    assertEquals(0, looked.code(), looked.err());
    assertTrue(looked.out().contains("brave-auk-7"), looked.out());
  }

  @Test
  @Tag("nightly")
  void shipsAnMlflowModelWithItsRunInCardAndBill() throws Exception {
    Path run = run("mlruns/7/4f2c");
    Path model = mlflow(run.resolve("artifacts/penguins"));

    Slipway.Result begun = typed("init", run);
    Slipway.Result shipped = typed("ship", model);
    JsonNode bill = bill(model);

    assertEquals(0, answers);
    assertEquals(0, begun.code(), begun.err());
    assertEquals(0, shipped.code(), shipped.out() + shipped.err());
    String card = Files.readString(model.resolve("bundle/docs/model-card.md"));
    assertAll(
        () -> assertTrue(card.contains("- run.name: brave-auk-7"), card),
        () -> assertTrue(card.contains("- parameter.hidden: 16"), card));
    assertEquals("0.97", property(bill, "slipway:provenance:metric.accuracy"));
    assertEquals("onnx==1.16.0", property(bill, "slipway:provenance:requirements"));
  }

  @Test
  void takesLabelsTokenizerAndTextsOfAHuggingFaceModel() throws Exception {
    Path hub = hub(folder.resolve("mood"));

    Slipway.Result begun = typed("init", hub);
    Slipway.Result asked = slipway.run("predict", hub, "--text", "how deep", "--json");

    assertEquals(0, answers);
    assertEquals(0, begun.code(), begun.err());
    String yaml = Files.readString(hub.resolve("slipway.yaml"));
    assertAll(
        () -> assertTrue(yaml.contains("  file: onnx/model.onnx\n"), yaml),
        () -> assertTrue(yaml.contains("  labels: [calm, 'null', stormy]"), yaml),
        () -> assertTrue(yaml.contains("  golden: golden.json"), yaml),
        () -> assertFalse(begun.out().contains("Not found there"), begun.out()),
        () -> assertFalse(begun.out().contains("Sizes:"), begun.out()));
    JsonNode golden = Json.tree(Files.readString(hub.resolve("golden.json"))).path("cases");
    assertEquals("[[2,4,5,3],[2,6,7,8,3]]", data(golden));
    JsonNode answer = Json.tree(asked.out()).path("outputs");
    assertEquals(
        List.of("stormy"),
        StreamSupport.stream(answer.spliterator(), false)
            .filter(output -> output.path("name").asText().equals("class"))
            .map(output -> output.at("/data/0").asText())
            .toList(),
        asked.out());
  }

  @Test
  @Tag("nightly")
  void shipsAHuggingFaceModelWithItsLicence() throws Exception {
    Path hub = hub(folder.resolve("mood"));

    Slipway.Result begun = typed("init", hub);
    Slipway.Result shipped = typed("ship", hub);

    assertEquals(0, answers);
    assertEquals(0, begun.code(), begun.err());
    assertEquals(0, shipped.code(), shipped.out() + shipped.err());
    assertEquals("apache-2.0", bill(hub).at("/components/0/licenses/0/license/name").asText());
  }

  @Test
  void saysPicturesAsTheTrainingMadeThem() throws Exception {
    Path hub = Files.createDirectories(folder.resolve("birds"));
    Files.write(hub.resolve("model.onnx"), PredictPictureTest.meanOfEachChannel().toByteArray());
    Files.writeString(hub.resolve("config.json"), "{\"model_type\": \"vit\"}");
    Files.writeString(
        hub.resolve("preprocessor_config.json"),
        """
        {"do_resize": true, "size": {"height": 32, "width": 32}, "resample": 2,
         "do_rescale": true, "rescale_factor": 0.00392156862745098,
         "do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
        """);

    Slipway.Result looked = slipway.run("inspect", hub);
    Slipway.Result begun = slipway.run("init", hub);

    assertEquals(0, looked.code(), looked.err());
    assertEquals(0, begun.code(), begun.err());
    String yaml = Files.readString(hub.resolve("slipway.yaml"));
    assertAll(
        () -> assertTrue(yaml.contains("  inputs: {pixels: {shape: [1, 3, 32, 32]}}"), yaml),
        () ->
            assertTrue(
                yaml.contains(
                    "  image: {layout: NCHW, mean: [0.5, 0.5, 0.5], size: 32x32, std: [0.5, 0.5,"
                        + " 0.5]}"),
                yaml),
        () -> assertTrue(begun.out().contains("a picture to try it on"), begun.out()));
  }

  /// A booster trained on numbers alone calls its features f0, f1, …: then the order counts.
  @Test
  void takesABoosterOfMlflowAndComparesIt() throws Exception {
    Path model = Files.createDirectories(folder.resolve("boosted"));
    Files.copy(
        Path.of(
            System.getProperty("slipway.root"), "app/core/src/test/resources/models/xgboost.json"),
        model.resolve("model.json"));
    Files.writeString(
        model.resolve("MLmodel"),
        "flavors: {xgboost: {data: model.json, model_class: xgboost.core.Booster, xgb_version:"
            + " 3.0.0}}\n");
    Files.writeString(
        model.resolve("input_example.json"),
        "{\"columns\": [\"height\", \"width\", \"age\", \"colour\"], \"data\": [[1, 2, 3, 4]]}");

    Slipway.Result begun = slipway.run("init", model, "--json");

    assertEquals(0, begun.code(), begun.err());
    JsonNode said = Json.tree(begun.out());
    assertEquals("model.json", said.at("/origin/file").asText(), begun.out());
    assertEquals(1, Json.tree(Files.readString(model.resolve("golden.json"))).path("cases").size());
  }

  /// What a request, a table and the contract call by name, the signature names.
  @Test
  void namesTheColumnsOfAModelThatNamesNone() throws Exception {
    Path model = Files.createDirectories(folder.resolve("echo"));
    Files.write(model.resolve("model.onnx"), SmallModels.echo());
    Files.writeString(
        model.resolve("MLmodel"),
        """
        flavors: {onnx: {data: model.onnx}}
        signature: {inputs: '[{"type": "float", "name": "length"}, {"type": "float", "name": "width"}]'}
        """);

    Slipway.Result begun = slipway.run("init", model);
    Slipway.Result asked = slipway.run("predict", model, "--row", "width=2,length=1", "--json");

    assertEquals(0, begun.code(), begun.err());
    assertTrue(
        Files.readString(model.resolve("slipway.yaml")).contains("  features: [length, width]"),
        begun.out());
    assertEquals("[1.0,2.0]", Json.tree(asked.out()).at("/outputs/0/data").toString(), asked.err());
  }

  /// As most people name it: from where they are.
  @Test
  void takesAFolderThatIsNamedByItsFileOnARelativePath() throws Exception {
    Path project = folder.resolve("here");
    mlflow(project.resolve("penguins"));
    Path relative = Path.of("").toAbsolutePath().relativize(project);

    Slipway.Result begun = slipway.run("init", relative, "--model", "penguins/MLmodel");

    assertEquals(0, begun.code(), begun.err());
    String yaml = Files.readString(project.resolve("slipway.yaml"));
    assertTrue(yaml.contains("  file: penguins/model.onnx\n"), yaml);
  }

  @Test
  void namesTheFileThatItCannotTake() throws Exception {
    Path model = Files.createDirectories(folder.resolve("pickled"));
    Files.write(model.resolve("model.pkl"), new byte[] {(byte) 0x80, 4, 'N', '.'});
    Files.writeString(model.resolve("MLmodel"), "flavors: {sklearn: {pickled_model: model.pkl}}\n");

    for (Slipway.Result refused :
        List.of(slipway.run("init", model), slipway.run("inspect", model))) {
      assertEquals(2, refused.code(), refused.out());
      assertTrue(refused.err().contains(model.resolve("model.pkl").toString()), refused.err());
    }
    assertFalse(Files.exists(model.resolve("slipway.yaml")));
  }

  @Test
  void saysWhatAnAddressAndAModelWithoutProjectAre() throws Exception {
    Path hub = hub(folder.resolve("mood"));

    Slipway.Result address = slipway.run("init", "models:/churn/3");
    Slipway.Result early = slipway.run("ship", hub);

    assertEquals(2, address.code());
    assertTrue(address.err().contains("mlflow artifacts download"), address.err());
    assertFalse(Files.exists(Path.of("models:")));
    assertEquals(2, early.code());
    assertTrue(early.err().contains("slipway init " + hub), early.err());
  }

  private Slipway.Result typed(Object... words) {
    answers += words.length - 2;
    List<Object> all = new ArrayList<>(List.of(words));
    if (words[0].equals("ship")) {
      all.addAll(HASTE);
    }
    return slipway.alone().run(all.toArray());
  }

  private JsonNode bill(Path project) throws Exception {
    Path out = folder.resolve("bill");
    Slipway.Result exported = slipway.run("export", project, "--target", "ml-bom", "--out", out);
    assertEquals(0, exported.code(), exported.err());
    return Json.tree(Files.readString(out.resolve("ml-bom/bom.json")));
  }

  private static String property(JsonNode bill, String name) {
    return StreamSupport.stream(bill.at("/components/0/properties").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .map(each -> each.path("value").asText())
        .findFirst()
        .orElse("none");
  }

  /// What each case gives the model's first input.
  private static String data(JsonNode cases) {
    return StreamSupport.stream(cases.spliterator(), false)
        .map(each -> each.at("/request/inputs/0/data").toString())
        .toList()
        .toString()
        .replace(" ", "");
  }

  private static Path run(Path run) throws IOException {
    Files.createDirectories(run.resolve("artifacts"));
    Files.writeString(
        run.resolve("meta.yaml"),
        "run_id: 4f2c\nrun_name: brave-auk-7\nstatus: 3\nstart_time: 1719828000000\n");
    Files.writeString(Files.createDirectories(run.resolve("params")).resolve("hidden"), "16");
    Files.writeString(
        Files.createDirectories(run.resolve("metrics")).resolve("accuracy"),
        "1719828000000 0.97 0\n");
    return run;
  }

  private Path run(String name) throws IOException {
    return run(folder.resolve(name));
  }

  private static Path mlflow(Path model) throws IOException {
    Files.createDirectories(model);
    Files.copy(
        Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx"),
        model.resolve("model.onnx"));
    Files.writeString(
        model.resolve("MLmodel"),
        """
        artifact_path: penguins
        flavors:
          onnx: {code: null, data: model.onnx, onnx_version: 1.16.0}
          python_function:
            data: model.onnx
            env: {conda: conda.yaml, virtualenv: python_env.yaml}
            loader_module: mlflow.onnx
            python_version: 3.11.8
        mlflow_version: 2.14.1
        model_uuid: 3f5a
        run_id: 4f2c
        saved_input_example_info:
          artifact_path: input_example.json
          pandas_orient: split
          serving_input_path: serving_input_example.json
          type: dataframe
        signature:
          inputs: '[{"type": "double", "name": "bill_length_mm", "required": true},
            {"type": "double", "name": "bill_depth_mm", "required": true},
            {"type": "double", "name": "flipper_length_mm", "required": true},
            {"type": "double", "name": "body_mass_g", "required": true}]'
          outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]'
          params: null
        utc_time_created: '2024-07-01 10:00:30.000000'
        """);
    Files.writeString(
        model.resolve("input_example.json"),
        """
        {"columns": ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
         "data": [[36.7, 19.3, 193, 3450], [46.5, 17.9, 192, 3500]]}
        """);
    Files.writeString(model.resolve("requirements.txt"), "onnx==1.16.0\n");
    return model;
  }

  private static Path hub(Path hub) throws IOException {
    Files.createDirectories(hub.resolve("onnx"));
    Files.write(hub.resolve("onnx/model.onnx"), SmallModels.mood());
    Files.writeString(
        hub.resolve("config.json"),
        """
        {"architectures": ["BertForSequenceClassification"], "model_type": "bert",
         "id2label": {"0": "calm", "1": "null", "2": "stormy"}, "max_position_embeddings": 64}
        """);
    Files.writeString(hub.resolve("tokenizer_config.json"), "{\"model_max_length\": 64}");
    Files.writeString(
        hub.resolve("vocab.txt"),
        """
        [PAD]
        [UNK]
        [CLS]
        [SEP]
        how
        deep
        the
        sea
        is
        """);
    Files.writeString(
        hub.resolve("README.md"),
        """
        ---
        license: apache-2.0
        pipeline_tag: text-classification
        widget:
        - text: how deep
        - text: the sea is
        ---
        """);
    return hub;
  }
}
