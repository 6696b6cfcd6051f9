// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Folders as MLflow writes them, read from disk alone.
final class MlflowFolderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          onnx: {data: model.onnx, onnx_version: 1.16.0}                       | model.onnx
          xgboost: {data: model.json, model_class: xgboost.sklearn.XGBRegressor} | model.json
          lightgbm: {data: model.lgb, lgb_version: 4.3.0}                      | model.lgb
          catboost: {data: model.cb, model_type: CatBoostClassifier}           | model.cb
          sklearn: {pickled_model: model.pkl, serialization_format: cloudpickle} | model.pkl
          """)
  void eachLibraryNamesItsFileItsOwnWay(String flavour, String file) throws Exception {
    Path model = write("model", "flavors:\n  python_function: {data: other}\n  " + flavour + "\n");
    Files.writeString(model.resolve(file), "bytes");

    assertEquals(model.resolve(file), ModelFolder.file(model));
  }

  @Test
  void saysOfOtherLibrariesHowTheyBecomeOnnx() throws Exception {
    Problem torch =
        refused(
            write(
                "model",
                """
                flavors:
                  pytorch: {model_data: data, pytorch_version: 2.3.0}
                  python_function: {data: data, loader_module: mlflow.pytorch}
                """));

    assertEquals("model.mlflow-flavor", torch.code().id());
    assertEquals("MLmodel says that it is one of pytorch.", torch.why());
    assertTrue(torch.remedy().contains("mlflow.pytorch.load_model('" + folder), torch.remedy());
    assertTrue(torch.remedy().contains("torch.onnx.export"), torch.remedy());
  }

  /// What a function of one's own loads may be a model that is taken.
  @Test
  void saysWhatStandsInAPythonFunction() throws Exception {
    Path model =
        write(
            "model",
            """
            flavors:
              python_function:
                artifacts:
                  net: {path: artifacts/net.onnx, uri: file:///home/me/net.onnx}
                  words: {path: artifacts/words.txt, uri: file:///home/me/words.txt}
                loader_module: mlflow.pyfunc.model
                python_model: python_model.pkl
            """);
    Files.createDirectories(model.resolve("artifacts"));
    Files.writeString(model.resolve("artifacts/net.onnx"), "bytes");

    Problem function = refused(model);

    assertEquals("model.mlflow-function", function.code().id());
    assertTrue(
        function.why().endsWith("It loads artifacts/net.onnx, artifacts/words.txt."),
        function.why());
    assertTrue(
        function.remedy().endsWith("slipway inspect " + model.resolve("artifacts/net.onnx")),
        function.remedy());
  }

  @Test
  void readsColumnsAndTheirTypesFromTheSignature() throws Exception {
    Path model =
        onnx(
            "model",
            """
            signature:
              inputs: '[{"type": "double", "name": "length", "required": true},
                {"type": "string", "name": "colour", "required": false}]'
              outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]'
              params: null
            """);

    FolderModel read = ModelFolder.open(model, Optional.empty());

    assertEquals(
        List.of(new Column("length", "double"), new Column("colour", "string")),
        read.says().columns());
    assertEquals("tensor float32 [-1, 3]", read.provenance().get("signature.outputs"));
    assertEquals("length (double), colour (string)", read.provenance().get("signature.inputs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"columns": ["a", "b"], "data": [[1.5, null], [2, "x"]]}
          {"columns": ["a", "b"], "index": [0, 1], "data": [[1.5, null], [2, "x"]]}
          {"dataframe_split": {"columns": ["a", "b"], "data": [[1.5, null], [2, "x"]]}}
          {"dataframe_records": [{"a": 1.5, "b": null}, {"a": 2, "b": "x"}]}
          [{"a": 1.5, "b": null}, {"a": 2, "b": "x"}]
          {"instances": [{"a": 1.5, "b": null}, {"a": 2, "b": "x"}]}
          """)
  void readsRowsInEachFormThatMlflowHasWritten(String json) throws Exception {
    Path model = onnx("model", "");
    Files.writeString(model.resolve("input_example.json"), json);

    assertEquals(
        Optional.of(
            new Example.Rows(List.of(Map.of("a", "1.5", "b", ""), Map.of("a", "2", "b", "x")))),
        ModelFolder.open(model, Optional.empty()).says().example());
  }

  @Test
  void readsTensorsWithAndWithoutNames() throws Exception {
    Path model = onnx("model", "saved_input_example_info: {artifact_path: mine.json}\n");

    Files.writeString(model.resolve("mine.json"), "{\"inputs\": {\"x\": [[1, 2]]}}");
    assertEquals(
        Optional.of(new Example.Tensors(Map.of("x", Json.tree("[[1, 2]]")))),
        ModelFolder.open(model, Optional.empty()).says().example());

    Files.writeString(model.resolve("mine.json"), "{\"instances\": [[1, 2], [3, 4]]}");
    assertEquals(
        Optional.of(new Example.Tensors(Map.of("", Json.tree("[[1, 2], [3, 4]]")))),
        ModelFolder.open(model, Optional.empty()).says().example());
  }

  /// A person's name and the folders of the machine that trained stay where they are.
  @Test
  void readsTheRunThatTrainedIt() throws Exception {
    Path run = run("mlruns/7/4f2c");
    Path model = onnx("mlruns/7/4f2c/artifacts/model", "run_id: 4f2c\nmlflow_version: 2.14.1\n");
    Files.writeString(
        model.resolve("requirements.txt"),
        """
        # made by MLflow
        --extra-index-url https://somebody:secret@example.org/simple
        onnx==1.16.0
        pandas[parquet] >=2, <3; python_version < '3.13'
        churn @ file:///home/somebody/churn
        https://somebody:secret@example.org/mine.whl
        git+https://somebody:secret@example.org/mine
        /home/somebody/mine.whl
        C:\\Users\\somebody\\mine.whl
        numpy
        """);

    FolderModel read = ModelFolder.open(run, Optional.empty());

    assertEquals(model.resolve("model.onnx"), read.path());
    assertEquals(
        Map.ofEntries(
            Map.entry("experiment", "penguins"),
            Map.entry("library.onnx", "1.16.0"),
            Map.entry("metric.val/auc", "0.97"),
            Map.entry("mlflow.version", "2.14.1"),
            Map.entry("parameter.depth", "6"),
            Map.entry("requirements", "onnx==1.16.0, pandas[parquet] >=2, <3, churn, numpy"),
            Map.entry("run", "4f2c"),
            Map.entry("run.commit", "9f2c41d"),
            Map.entry("run.name", "brave-auk-7"),
            Map.entry("run.started", "2024-07-01T10:00:00Z"),
            Map.entry("run.status", "finished")),
        read.provenance());
  }

  @Test
  void findsTheRunOfArtifactsThatAServerKept() throws Exception {
    run("mlruns/7/4f2c");
    Path model = onnx("mlartifacts/7/4f2c/artifacts/model", "run_id: 4f2c\n");

    assertEquals(
        "6", ModelFolder.open(model, Optional.empty()).provenance().get("parameter.depth"));
  }

  /// From MLflow 3 on a model lies beside its run, with numbers of its own.
  @Test
  void findsTheModelThatLiesBesideItsRun() throws Exception {
    Path run = run("mlruns/7/4f2c");
    Path model = onnx("mlruns/7/models/m-1/artifacts", "run_id: 4f2c\n");
    Files.writeString(
        folder.resolve("mlruns/7/models/m-1/meta.yaml"), "model_id: m-1\nsource_run_id: 4f2c\n");
    Path metrics = Files.createDirectories(folder.resolve("mlruns/7/models/m-1/metrics"));
    Files.writeString(metrics.resolve("f1"), "1719828000000 0.5 0\n1719828000001 0.8 1\n");

    FolderModel read = ModelFolder.open(run, Optional.empty());

    assertEquals(model.resolve("model.onnx"), read.path());
    assertEquals("0.8", read.provenance().get("metric.f1"));
    assertEquals("6", read.provenance().get("parameter.depth"));
  }

  @Test
  void asksWhichModelOfARunIsMeant() throws Exception {
    Path run = run("mlruns/7/4f2c");
    onnx("mlruns/7/4f2c/artifacts/first", "");
    onnx("mlruns/7/4f2c/artifacts/second", "");

    Problem several = refused(run);

    assertEquals(run + " is a run that logged 2 models", several.what());
    assertEquals("artifacts/first\nartifacts/second", several.why());
  }

  private Path run(String name) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(run.resolve("artifacts"));
    Files.writeString(
        run.resolve("meta.yaml"),
        """
        artifact_uri: file:///home/somebody/mlruns/7/4f2c/artifacts
        end_time: 1719828060000
        run_id: 4f2c
        run_name: brave-auk-7
        start_time: 1719828000000
        status: 3
        user_id: somebody
        """);
    Files.writeString(run.resolveSibling("meta.yaml"), "experiment_id: '7'\nname: penguins\n");
    Path params = Files.createDirectories(run.resolve("params"));
    Files.writeString(params.resolve("depth"), "6");
    Files.writeString(params.resolve("rows"), "['/home/somebody/rows.csv']");
    Files.writeString(params.resolve("store"), "s3://somebodys-bucket/rows");
    Files.writeString(params.resolve("master"), "tcp://10.0.0.7:29500");
    Files.writeString(params.resolve("tracking"), "gpu-7.example.org:5000");
    Files.writeString(params.resolve("dask_address"), "gpu-7");
    Files.write(params.resolve("weights"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path metrics = Files.createDirectories(run.resolve("metrics/val"));
    Files.writeString(metrics.resolve("auc"), "1719828000000 0.91 0\n1719828030000 0.97 1\n");
    Path tags = Files.createDirectories(run.resolve("tags"));
    Files.writeString(tags.resolve("mlflow.source.git.commit"), "9f2c41d");
    Files.writeString(tags.resolve("mlflow.user"), "somebody");
    return run;
  }

  private Path onnx(String name, String more) throws IOException {
    Path model = write(name, "flavors:\n  onnx: {data: model.onnx, onnx_version: 1.16.0}\n" + more);
    Files.writeString(model.resolve("model.onnx"), "bytes");
    return model;
  }

  private Path write(String name, String text) throws IOException {
    Path model = Files.createDirectories(folder.resolve(name));
    Files.writeString(model.resolve("MLmodel"), text);
    return model;
  }

  private static Problem refused(Path given) {
    return assertThrows(ProblemException.class, () -> ModelFolder.file(given)).problem();
  }
}
