// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.data.sql.DataFiles;
import dev.slipway.request.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an image that scores in batch is made of, run without a container and with nothing else.
final class ScoringRuntimeTest {

  private static final String ARCHITECTURE =
      System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64" : "amd64";

  @TempDir static Path temp;

  private static Path bundle = Path.of("");

  @BeforeAll
  static void export() throws Exception {
    bundle = BatchBundle.write(temp, 2, Map.of());
    Path image = bundle.resolve("batch/image");
    // As the Dockerfile copies it.
    try (Stream<Path> engine = Files.list(image.resolve("data-engine/" + ARCHITECTURE))) {
      for (Path library : engine.toList()) {
        Files.move(library, image.resolve("app/lib").resolve(library.getFileName()));
      }
    }
    Exported.replace(image.resolve("app/conf/score.properties"), "/app/", image + "/app/");
    Path arguments = image.resolve("app/java.args");
    Exported.replace(arguments, "=/app/native", "=" + image.resolve("native/" + ARCHITECTURE));
    Exported.replace(arguments, "/app/lib/", image.resolve("app/lib") + "/");
  }

  private static Tool score(List<String> arguments) throws Exception {
    Path image = bundle.resolve("batch/image");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + image.resolve("app/java.args"),
                "dev.slipway.score.JobMain",
                "--config",
                image.resolve("app/conf/score.properties").toString()));
    command.addAll(arguments);
    return Tool.run(temp, command.toArray(String[]::new));
  }

  /// As the pods of the exported Indexed Job would, one after the other.
  @Test
  void thePodsOfAJobScoreTheHoldoutIntoOneWholeFolder() throws Exception {
    Path volume = temp.resolve("volume");
    Files.createDirectories(volume.resolve("in"));
    Path first = volume.resolve("in/a.csv");
    Files.copy(BatchBundle.HOLDOUT, first, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(BatchBundle.HOLDOUT, volume.resolve("in/b.csv"));
    List<Tool> pods = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      pods.add(
          score(
              BatchBundle.arguments(bundle, "run-1", index).stream()
                  .map(word -> word.replace("/batch/", volume + "/"))
                  .toList()));
    }

    assertEquals(List.of(0, 0), pods.stream().map(Tool::exit).toList(), pods.toString());
    assertTrue(pods.getLast().output().contains("the folder is whole: "), pods.toString());
    Path out = volume.resolve("out/run-1");
    assertTrue(Files.exists(out.resolve("_SUCCESS")));
    Table given = DataFiles.table(BatchBundle.HOLDOUT, "the holdout");
    for (Path part : parts(out)) {
      assertEquals(given.rows().size(), DataFiles.table(part, "a part").rows().size());
    }
    assertEquals(2, parts(out).size());
  }

  private static List<Path> parts(Path out) throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  @Test
  void whatCannotBeScoredIsNamedAndEndsWithTheCodeOfWrongInput() throws Exception {
    Path broken = Files.writeString(temp.resolve("broken.csv"), "bill_length_mm\n39.1\n");

    Tool run = score(List.of("--data", broken.toString(), "--out", temp + "/o"));

    assertEquals(2, run.exit(), run.output());
    assertTrue(run.output().contains("broken.csv"), run.output());
  }

  @Test
  void ourOwnClassesAreThoseThatAreReachedAndNoServer() throws Exception {
    Map<String, byte[]> reached = ReachedClasses.from(dev.slipway.score.JobMain.class);

    assertTrue(reached.containsKey("dev/slipway/score/ScoringMain.class"));
    assertTrue(reached.containsKey("dev/slipway/serving/predict/OrtPredictor.class"));
    assertEquals(
        List.of(),
        reached.keySet().stream()
            .filter(path ->
                path.matches(
                    "dev/slipway/(bundle|verify|workbench|cost|plan|serving/[a-z]*rest)/.*"))
            .toList());
    assertTrue(reached.values().stream().mapToInt(bytes -> bytes.length).sum() < 1_500_000);
  }
}
