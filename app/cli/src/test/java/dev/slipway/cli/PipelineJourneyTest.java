// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder with nothing but a pipeline that scikit-learn fitted and two tables becomes a verified
/// bundle by two commands, with texts and gaps in the columns.
@Tag("tools")
final class PipelineJourneyTest {

  /// As somebody would train it in a notebook.
  private static final String TRAINING =
      """
      import joblib, pandas as pd
      from sklearn.compose import make_column_transformer
      from sklearn.ensemble import RandomForestClassifier
      from sklearn.impute import SimpleImputer
      from sklearn.pipeline import make_pipeline
      from sklearn.preprocessing import OneHotEncoder, StandardScaler

      train = pd.read_csv("train.csv")
      numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
      columns = make_column_transformer(
          (make_pipeline(SimpleImputer(), StandardScaler()), numbers),
          (OneHotEncoder(handle_unknown="ignore"), ["island", "sex"]),
      )
      model = make_pipeline(columns, RandomForestClassifier(20, random_state=0))
      joblib.dump(model.fit(train[numbers + ["island", "sex"]], train["species"]), "pipeline.joblib")
      """;

  @TempDir private Path folder;

  @Test
  void aBarePipelineAndTwoTablesBecomeAVerifiedBundleByTwoCommands() throws Exception {
    Path project = Files.createDirectory(folder.resolve("penguins"));
    Sample sample = Sample.copyInto(folder.resolve("sample"));
    Files.copy(sample.file("data/train.csv"), project.resolve("train.csv"));
    Files.copy(sample.file("data/holdout.csv"), project.resolve("holdout.csv"));
    trained(project);
    Slipway slipway = new Slipway(folder.resolve("home")).alone();
    List<Slipway.Result> commands = new ArrayList<>();

    commands.add(
        slipway.run(
            "init",
            project.resolve("pipeline.joblib"),
            "--reference=train.csv",
            "--holdout=holdout.csv",
            "--label=species",
            "--latency=1 s",
            "--average=5/s",
            "--peak=20/s",
            "--budget=400 USD/month",
            "--metric=accuracy",
            "--floor=0.9"));
    commands.add(slipway.run("ship", project, "--tier", "quick", "--no-engine", "--json"));

    assertEquals(
        List.of(0, 0), commands.stream().map(Slipway.Result::code).toList(), said(commands));
    JsonNode report = Json.tree(commands.getLast().out());
    assertFalse(report.path("refuted").asBoolean(true), commands.getLast().out());
    assertEquals("process", report.at("/verification/value/how").asText());
    assertEquals(
        "passed",
        report.at("/verification/value/measurements/serving.smoke_status/value").asText());
    assertTrue(commands.getFirst().out().contains("scikit-learn 1."), commands.getFirst().out());
    assertColumnsAreKnownEverywhere(project.resolve("bundle"));
  }

  /// Each input is a column under its own name, of its own kind, wherever the bundle speaks of it.
  private static void assertColumnsAreKnownEverywhere(Path bundle) throws Exception {
    for (String column : List.of("bill_length_mm", "island", "sex")) {
      List<String> files = new ArrayList<>();
      try (Stream<Path> all = Files.walk(bundle)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          String name = bundle.relativize(file).toString();
          if (name.matches(".*(openapi|contract|playground|golden|warm).*")
              && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                  .contains(column)) {
            files.add(name);
          }
        }
      }
      assertTrue(files.size() >= 2, column + " is told of in " + files);
    }
  }

  private static String said(List<Slipway.Result> commands) {
    return commands.stream().map(result -> result.out() + result.err()).toList().toString();
  }

  private void trained(Path project) throws Exception {
    String python = "/usr/bin/python3";
    boolean can =
        Files.isExecutable(Path.of(python))
            && run(project, List.of(python, "-c", "import joblib, pandas, sklearn")) == 0;
    assumeTrue(can, "python3-sklearn is not installed: there is no pipeline to take in");
    int exit = run(project, List.of(python, "-c", TRAINING));
    assertEquals(0, exit, Files.readString(folder.resolve("python.txt")));
  }

  private int run(Path project, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("python.txt").toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
