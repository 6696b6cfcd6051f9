// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.cli.Slipway.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bridge with the real libraries, which Debian has as python3-torch and python3-statsmodels,
/// with python3-onnx: from a model in Python to a verified bundle.
@Tag("nightly")
final class BridgeNightlyTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir Path folder;
  private Slipway slipway;

  @BeforeEach
  void open() {
    slipway = new Slipway(folder.resolve("home"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pictures.pt||image=1x3x32x32|image=1x3x32x32",
        "scripted.pt||image=1x3x32x32|image=1x3x32x32",
        "words.pt|nets:word_net|ids=1x16:INT64:1000|ids=1x16",
      })
  void aNetworkOfPyTorchBecomesAVerifiedBundle(
      String model, @Nullable String make, String rows, String shape) throws Exception {
    needs("torch");
    made("make_models.py");

    JsonNode origin = imported(model, make, rows).path("origin");

    assertEquals(500, origin.path("parity").path("rows").asInt());
    double relative = origin.path("parity").path("relative").asDouble();
    assertTrue(relative <= 1e-4, origin.toString());
    String onnx = model.replace(".pt", ".onnx");
    Result begun =
        slipway.run(
            "init",
            folder,
            "--name",
            "net",
            "--model",
            onnx,
            "--latency",
            "500 ms",
            "--average",
            "5/s",
            "--peak",
            "10/s",
            "--shape",
            shape);
    assertEquals(0, begun.code(), begun.err());
    Result shipped = slipway.alone().run("ship", folder, "--json");
    assertEquals(0, shipped.code(), shipped.err() + shipped.out());
    Result evidence = slipway.run("evidence", "export", folder, folder.resolve("evidence.json"));
    assertEquals(0, evidence.code(), evidence.err());
    String kept = Files.readString(folder.resolve("evidence.json"));
    assertTrue(kept.contains("model.origin.consent"), kept);
    assertTrue(kept.contains(origin.path("facts").path("script").asText()), kept);
  }

  @Test
  void aNetworkThatDrawsNumbersIsNotTaken() throws Exception {
    needs("torch");
    made("make_models.py");

    Result result = run("noisy.pt", null, "--shape", "image=1x3x32x32");

    assertEquals("bridge.parity", code(result));
    assertTrue(Files.notExists(folder.resolve("noisy.onnx")));
  }

  @Test
  void weightsAloneSayWhatTheyLack() throws Exception {
    needs("torch");
    made("make_models.py");

    Result result = run("weights.pt", null, "--shape", "image=1x3x32x32");

    assertEquals("bridge.refused", code(result));
    assertTrue(result.err().contains("--make module:function"), result.err());
  }

  @ParameterizedTest
  @CsvSource({"ols", "logit", "poisson", "gamma", "cloglog"})
  void aResultOfStatsmodelsAnswersTheSame(String name) throws Exception {
    needs("statsmodels");
    made("make_results.py");

    Result result = run(name + ".pickle", null, "--data", folder.resolve("rows.csv"));

    assertEquals(0, result.code(), result.err());
    JsonNode parity = Json.tree(result.out()).path("origin").path("parity");
    assertEquals(600, parity.path("rows").asInt());
    assertTrue(parity.path("relative").asDouble() <= 1e-12, parity.toString());
  }

  @Test
  void aResultThatHasNoFormIsRefusedByName() throws Exception {
    needs("statsmodels");
    made("make_results.py");

    Result result = run("probit.pickle", null, "--data", folder.resolve("rows.csv"));

    assertEquals("bridge.refused", code(result));
    assertTrue(result.err().contains("Probit"), result.err());
  }

  @Test
  void aPipelineWithAFunctionOfTheUsersOwnAnswersTheSame() throws Exception {
    needs("sklearn");
    made("make_pipeline.py");
    Object[] words = {
      "import",
      folder.resolve("pipeline.joblib"),
      "--data",
      folder.resolve("rows.csv"),
      "--label",
      "price",
      "--json",
      "--yes",
      "--python"
    };

    Result without = slipway.run(Stream.concat(Stream.of(words), Stream.of(PYTHON)).toArray());
    Result with =
        slipway.run(Stream.concat(Stream.of(words), Stream.of(folder.resolve("python"))).toArray());

    assertEquals("bridge.packages-missing", code(without));
    assertTrue(
        without.err().contains("/usr/bin/python3 -m pip install \\\"skl2onnx>=1.16\\\""),
        without.err());
    assertEquals(0, with.code(), with.err());
    JsonNode parity = Json.tree(with.out()).path("origin").path("parity");
    assertEquals(700, parity.path("rows").asInt());
    assertTrue(parity.path("relative").asDouble() <= 1e-12, parity.toString());
  }

  private JsonNode imported(String model, @Nullable String make, String rows) throws Exception {
    Result result = run(model, make, "--shape", rows);
    assertEquals(0, result.code(), result.err());
    return Json.tree(result.out());
  }

  private Result run(String model, @Nullable String make, Object... rows) {
    return slipway.run(
        Stream.of(
                Stream.of("import", folder.resolve(model), "--python", PYTHON, "--json", "--yes"),
                Stream.of("--code", folder),
                make == null ? Stream.empty() : Stream.of("--make", make),
                Stream.of(rows))
            .flatMap(words -> words)
            .toArray());
  }

  private static String code(Result result) throws Exception {
    return Json.read(result.err().strip().lines().reduce("", (a, b) -> b), Problem.class)
        .code()
        .id();
  }

  private static void needs(String library) throws Exception {
    boolean there =
        Files.isExecutable(PYTHON)
            && new ProcessBuilder(PYTHON.toString(), "-c", "import onnx, " + library)
                    .redirectErrorStream(true)
                    .start()
                    .waitFor()
                == 0;
    if (!there) {
      String lacks = "Debian's python3-" + library + " and python3-onnx are not here";
      // A run that tries nothing must not look like one that tried
      System.err.println("NOT RUN, " + BridgeNightlyTest.class.getSimpleName() + ": " + lacks);
      Assumptions.abort(lacks);
    }
  }

  /// What a script of the tests' makes, in the test's folder.
  private void made(String script) throws IOException, InterruptedException {
    for (String name : new String[] {script, "nets.py"}) {
      try (InputStream in = BridgeNightlyTest.class.getResourceAsStream("/bridge/" + name)) {
        Files.copy(Objects.requireNonNull(in), folder.resolve(name));
      }
    }
    Process made =
        new ProcessBuilder(PYTHON.toString(), script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(made.waitFor(2, TimeUnit.MINUTES));
    assertEquals(0, made.exitValue(), said);
  }
}
