// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.TinyOnnx;
import dev.slipway.serving.SamplePicture;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.service.ProcessService;
import dev.slipway.verify.service.RunningService;
import dev.slipway.verify.service.ServiceSheet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide's examples, as a reader copies them out, against the service of the same bundle.
@Tag("tools")
final class ConsumerGuideToolsTest {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int STRING = 8;
  private static final int BOOL = 9;
  private static final String NAME = "x\"é'$(false)`\\n";

  @TempDir Path temp;

  @Test
  void eachExampleGetsTheSameAnswerFromAModelOfManyTypes() throws Exception {
    Path bundle =
        export(
            model(
                List.of(
                    input(NAME, FLOAT, 3),
                    input("count", INT64, 1),
                    input("word", STRING, 2),
                    input("flag", BOOL, 1))));
    try (RunningService service = start(bundle)) {
      String answers = examples(guide(bundle, service));

      assertEquals(
          "[{\"name\":\"y0\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[0.5,0.5,0.5]},"
              + "{\"name\":\"y1\",\"datatype\":\"INT64\",\"shape\":[1,1],\"data\":[1]},"
              + "{\"name\":\"y2\",\"datatype\":\"BYTES\",\"shape\":[1,2],\"data\":[\"a\",\"a\"]},"
              + "{\"name\":\"y3\",\"datatype\":\"BOOL\",\"shape\":[1,1],\"data\":[true]}]",
          answers);
    }
  }

  @Test
  void eachExampleGetsTheSameAnswerForARowByName() throws Exception {
    byte[] model =
        model(
            List.of(
                input(NAME, FLOAT, 1),
                input("count", INT64, 1),
                input("word", STRING, 1),
                input("flag", BOOL, 1)));
    Path bundle = export(model);
    try (RunningService service = start(bundle)) {
      Map<String, Object> server = Map.of("server", service.data().toString());
      Path whole =
          Exported.in(
              temp.resolve("handover"),
              input(model, Map.of("handover", server)),
              "docker",
              "handover");
      List<Tool> runs = run(Files.readString(whole.resolve("docs/consumer-guide.md")));

      runs.forEach(run -> assertEquals(0, run.exit(), run.output()));
      ObjectMapper json = new ObjectMapper();
      String expected = "{\"y0\":0.5,\"y1\":1,\"y2\":\"a\",\"y3\":true}";
      assertEquals(
          "[" + expected + "]", json.readTree(runs.get(0).output()).path("rows").toString());
      assertEquals(expected, json.readTree(runs.get(1).output()).toString());
      assertEquals(
          "[" + expected + "]", json.readTree(runs.get(2).output()).path("rows").toString());
    }
  }

  @Test
  void eachExampleGetsTheSameAnswerForAText() throws Exception {
    Path bundle = Exported.in(temp, TextBundle.input(temp, Map.of()), "docker");
    try (RunningService service = start(bundle)) {
      Map<String, Object> server = Map.of("server", service.data().toString());
      Path whole =
          Exported.in(
              Files.createDirectories(temp.resolve("handover")),
              TextBundle.input(temp, Map.of("handover", server)),
              "docker",
              "handover");
      List<Tool> runs = run(Files.readString(whole.resolve("docs/consumer-guide.md")));

      runs.forEach(run -> assertEquals(0, run.exit(), run.output()));
      ObjectMapper json = new ObjectMapper();
      String expected =
          "{\"object\":\"embedding\",\"index\":0,\"embedding\":[2.0,4.0,5.0,6.0,7.0,8.0,10.0,3.0]}";
      assertEquals(
          "[" + expected + "]", json.readTree(runs.get(0).output()).path("data").toString());
      assertEquals(expected, json.readTree(runs.get(1).output()).toString());
      assertEquals(
          "[" + expected + "]", json.readTree(runs.get(2).output()).path("data").toString());
    }
  }

  @Test
  void eachExampleGetsTheSameAnswerForAPicture() throws Exception {
    Map<String, String> stated = Map.of("layout", "NCHW", "mean", "0", "std", "1");
    Path bundle = Exported.in(temp, PictureBundle.input(temp, stated, Map.of()), "docker");
    Files.write(
        Files.createDirectories(temp.resolve("examples")).resolve("picture.jpg"),
        SamplePicture.jpeg());
    try (RunningService service = start(bundle)) {
      Map<String, Object> server = Map.of("server", service.data().toString());
      Path whole =
          Exported.in(
              Files.createDirectories(temp.resolve("handover")),
              PictureBundle.input(temp, stated, Map.of("handover", server)),
              "docker",
              "handover");
      List<Tool> runs = run(Files.readString(whole.resolve("docs/consumer-guide.md")));

      runs.forEach(run -> assertEquals(0, run.exit(), run.output()));
      ObjectMapper json = new ObjectMapper();
      JsonNode curl = json.readTree(runs.get(0).output()).path("images");
      assertEquals(1, curl.size());
      assertTrue(curl.path(0).has("means.0"), curl.toString());
      assertEquals(curl.path(0), json.readTree(runs.get(1).output()));
      assertEquals(curl, json.readTree(runs.get(2).output()).path("images"));
    }
  }

  @Test
  void anInputOfManyValuesIsAskedAboutToo() throws Exception {
    Path bundle = export(model(List.of(input("pixels", FLOAT, 20_000), input("b", FLOAT, 2))));
    try (RunningService service = start(bundle)) {
      String answers = examples(guide(bundle, service));

      assertEquals(20_002, answers.split("0\\.5", -1).length - 1);
    }
  }

  @Test
  void anExampleForAnotherModelFailsAndSaysWhy() throws Exception {
    Path bundle = export(model(List.of(input("x", FLOAT, 3))));
    try (RunningService service = start(bundle)) {
      String guide = guide(bundle, service).replace("[1,3]", "[1,4]").replace("[1, 3]", "[1, 4]");

      for (Tool run : run(guide)) {
        assertNotEquals(0, run.exit());
        assertTrue(run.output().contains("error"), run.output());
      }
    }
  }

  private record Input(String name, int type, int size) {}

  private static Input input(String name, int type, int size) {
    return new Input(name, type, size);
  }

  /// Each output repeats its input.
  private static byte[] model(List<Input> inputs) {
    TinyOnnx graph = TinyOnnx.message();
    for (int i = 0; i < inputs.size(); i++) {
      graph.bytes(1, TinyOnnx.node("Identity", inputs.get(i).name, "y" + i));
    }
    graph.text(2, "g");
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      graph.input(TinyOnnx.value(input.name, input.type, "rows", input.size));
      graph.output(TinyOnnx.value("y" + i, input.type, "rows", input.size));
    }
    return TinyOnnx.model(graph).toBytes();
  }

  private BundleInput input(byte[] model, Map<String, Map<String, Object>> options)
      throws Exception {
    Path file = Files.write(temp.resolve("model.onnx"), model);
    FileContent content = FileContent.of(file);
    return AlteredInput.served()
        .project(Voyager.project(Voyager.TEXT, options))
        .model(
            Inspector.inspect(
                new ModelFile(
                    file,
                    content.sha256(),
                    new dev.slipway.base.Bytes(model.length),
                    ModelFormat.ONNX)),
            content)
        .input();
  }

  private Path export(byte[] model) throws Exception {
    return Exported.in(temp, input(model, Map.of()), "docker");
  }

  private static RunningService start(Path folder) throws Exception {
    BundleFolder bundle = BundleFolder.open(folder);
    RunningService service = ProcessService.start(bundle, ServiceSheet.of(bundle));
    while (service.isRunning() && !service.isListening()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    Tool.need(
        folder,
        "curl",
        "--silent",
        "--retry",
        "60",
        "--retry-delay",
        "1",
        "--retry-all-errors",
        "--fail",
        service.data() + "/v2/health/ready");
    return service;
  }

  /// The guide that names where the service runs.
  private String guide(Path bundle, RunningService service) throws Exception {
    byte[] model = Files.readAllBytes(bundle.resolve("docker/app/model/model.onnx"));
    Map<String, Object> server = Map.of("server", service.data().toString());
    Path handover =
        Exported.in(temp.resolve("handover"), input(model, Map.of("handover", server)), "handover");
    return Files.readString(handover.resolve("docs/consumer-guide.md"));
  }

  /// The outputs, which must be the same for all three.
  private String examples(String guide) throws Exception {
    List<Tool> runs = run(guide);
    runs.forEach(run -> assertEquals(0, run.exit(), run.output()));
    JsonNode curl = new ObjectMapper().readTree(runs.get(0).output()).path("outputs");
    JsonNode java = new ObjectMapper().readTree(runs.get(2).output()).path("outputs");
    assertEquals(curl, java);
    String[] printed = runs.get(1).output().split("\n");
    assertEquals(curl.size(), printed.length);
    for (int i = 0; i < printed.length; i++) {
      JsonNode output = curl.path(i);
      String python = printed[i].replace("'", "\"").replace("True", "true").replaceAll(", ", ",");
      assertEquals(
          output.path("name").asText() + " " + output.path("shape") + " " + output.path("data"),
          python);
    }
    return curl.toString();
  }

  /// curl, Python, Java.
  private List<Tool> run(String guide) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("examples"));
    Files.writeString(folder.resolve("predict.sh"), fence(guide, "bash"));
    Files.writeString(folder.resolve("predict.py"), fence(guide, "python"));
    Files.writeString(folder.resolve("Predict.java"), fence(guide, "java"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        Tool.run(folder, "bash", "predict.sh"),
        Tool.run(folder, "python3", "predict.py"),
        Tool.run(folder, java, "Predict.java"));
  }

  private static String fence(String guide, String language) {
    Matcher found =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(guide);
    assertTrue(found.find(), "the guide has an example in " + language);
    return found.group(1);
  }
}
