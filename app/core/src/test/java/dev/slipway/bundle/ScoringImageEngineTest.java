// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.Limits;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.request.Table;
import dev.slipway.score.ScoreOrder;
import dev.slipway.score.Scorer;
import dev.slipway.score.Share;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image that scores in batch, built unchanged and run as the exported job's pods are: with its
/// arguments and under its limits.
@Tag("engine")
final class ScoringImageEngineTest {

  private static final String IMAGE = "slipway-batch-test:" + ProcessHandle.current().pid();
  private static final String FEATURES =
      "(i %% 30 + 30)::FLOAT AS bill_length_mm, 17.5::FLOAT AS bill_depth_mm,"
          + " 190::FLOAT AS flipper_length_mm, 3800::FLOAT AS body_mass_g";

  @TempDir static Path temp;

  private static Path bundle = Path.of("");

  @TempDir Path volume;

  @BeforeAll
  static void build() throws Exception {
    bundle = BatchBundle.write(temp, 2, Map.of());
    Tool.need(
        bundle.resolve("batch/image"), "docker", "build", "--network", "none", "-t", IMAGE, ".");
  }

  @AfterAll
  static void remove() throws Exception {
    Tool.run(temp, "docker", "rmi", "-f", IMAGE);
  }

  @BeforeEach
  void open() throws Exception {
    for (String folder : List.of("in", "out")) {
      Files.createDirectory(volume.resolve(folder));
    }
    // The image's user is none of this machine.
    for (Path folder : List.of(volume, volume.resolve("in"), volume.resolve("out"))) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  /// A pod of the job.
  private List<String> pod(int index, String... options) throws Exception {
    JsonNode limits = BatchBundle.container(bundle).at("/resources/limits");
    String memory = limits.path("memory").asText().replace("Mi", "m");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            ("docker run --network none --read-only --cap-drop ALL --pids-limit 512"
                    + " --security-opt no-new-privileges -v /tmp -v %s:/batch --memory %s"
                    + " --memory-swap %s --cpus %s")
                .formatted(
                    volume,
                    memory,
                    memory,
                    Integer.parseInt(limits.path("cpu").asText().replace("m", "")) / 1000.0)
                .split(" ")));
    command.addAll(List.of(options));
    command.add(IMAGE);
    command.addAll(BatchBundle.arguments(bundle, "run", index));
    return command;
  }

  private Tool run(int index, String... options) throws Exception {
    List<String> command = new ArrayList<>(pod(index, options));
    command.add(2, "--rm");
    return Tool.run(temp, command.toArray(String[]::new));
  }

  private static void sql(String statement) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement made = connection.createStatement()) {
      made.execute(statement);
    }
  }

  private static List<Long> numbers(String query) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement asked = connection.createStatement();
        ResultSet rows = asked.executeQuery(query)) {
      rows.next();
      List<Long> numbers = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        numbers.add(rows.getLong(i));
      }
      return numbers;
    }
  }

  private Path parquet(String name, long rows, String id) throws Exception {
    Path file = volume.resolve("in").resolve(name);
    sql(
        ("COPY (SELECT %s AS id, " + FEATURES + " FROM range(%d) t(i)) TO '%s' (FORMAT parquet)")
            .formatted(id, rows, file));
    return file;
  }

  private Path out() {
    return volume.resolve("out/run");
  }

  private static List<Path> parts(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  /// Answers without the time, which is another one.
  private static List<Map<String, String>> answers(Path folder) throws Exception {
    List<Map<String, String>> answers = new ArrayList<>();
    for (Path part : parts(folder)) {
      Table table = DataFiles.table(part, "a part");
      for (List<String> row : table.rows()) {
        Map<String, String> named = new java.util.TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
          named.put(table.columns().get(i), row.get(i));
        }
        named.remove("scored_at");
        answers.add(named);
      }
    }
    return answers;
  }

  @Test
  void thePodsAnswerTheHoldoutAsThisProgramDoesBitByBit() throws Exception {
    Files.copy(BatchBundle.HOLDOUT, volume.resolve("in/a.csv"));
    Files.copy(BatchBundle.HOLDOUT, volume.resolve("in/b.csv"));

    List<Tool> pods = List.of(run(0), run(1));

    assertEquals(List.of(0, 0), pods.stream().map(Tool::exit).toList(), pods.toString());
    assertTrue(Files.exists(out().resolve("_SUCCESS")), pods.toString());
    Inspection inspection = Inspector.inspect(ModelIntake.open(BatchBundle.MODEL));
    Path here = temp.resolve("here");
    Scorer.score(
        new ScoreOrder(
            new ScoreOrder.Model(
                BatchBundle.MODEL,
                inspection.model().sha256(),
                inspection.signature(),
                inspection.featureMap(),
                inspection.weights()),
            new ScoreOrder.Data(
                List.of(volume.resolve("in").toString()), Map.of(), Optional.empty()),
            new ScoreOrder.Terms(
                Optional.empty(), 0, new Limits(2, new Bytes(1_500_000_000)), Optional.empty()),
            here,
            Share.ALL),
        Instant.EPOCH,
        System::nanoTime,
        Progress.NONE);
    assertEquals(answers(here), answers(out()));
  }

  @Test
  void aKilledPodGoesOnAndEveryKeyIsThereOnce() throws Exception {
    for (int i = 0; i < 6; i++) {
      parquet("f" + i + ".parquet", 200_000, "(i + %d)".formatted(i * 200_000L));
    }
    List<String> command = pod(0);
    command.add(2, "-d");
    String container = Tool.need(temp, command.toArray(String[]::new)).lines().toList().getLast();
    try {
      Path manifests = out().resolve("_manifest");
      while (!Files.isDirectory(manifests) || isEmpty(manifests)) {
        assertEquals(
            "true",
            Tool.need(temp, "docker", "inspect", "--format", "{{.State.Running}}", container));
      }
      Tool.need(temp, "docker", "kill", container);
    } finally {
      Tool.run(temp, "docker", "rm", "-f", container);
    }
    assertFalse(Files.exists(out().resolve("_SUCCESS")));

    List<Tool> pods = List.of(run(0), run(1));

    assertEquals(List.of(0, 0), pods.stream().map(Tool::exit).toList(), pods.toString());
    assertTrue(pods.getFirst().output().contains(" finished before"), pods.toString());
    assertEquals(
        List.of(1_200_000L, 1_200_000L),
        numbers("SELECT count(*), count(DISTINCT id) FROM '" + out() + "/part-*.parquet'"));
  }

  private static boolean isEmpty(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> file.getFileName().toString().startsWith("part-"));
    }
  }

  private void refused(Tool run, int code, String... named) {
    assertEquals(code, run.exit(), run.output());
    for (String name : named) {
      assertTrue(run.output().contains(name), run.output());
    }
    assertFalse(Files.exists(out().resolve("_SUCCESS")));
  }

  @Test
  void aMissingColumnIsNamed() throws Exception {
    parquet("a.parquet", 10, "i");
    Path other = volume.resolve("in/b.csv");
    Files.writeString(other, "id,bill_length_mm\n1,39.1\n");

    List<Tool> pods = List.of(run(0), run(1));

    // The first scores what is its own, and is tried again since the folder is not whole.
    assertEquals(List.of(3, 2), pods.stream().map(Tool::exit).toList(), pods.toString());
    refused(pods.getLast(), 2, "b.csv", "bill_depth_mm");
  }

  @Test
  void aColumnOfAnotherTypeIsNamed() throws Exception {
    parquet("a.parquet", 10, "i");
    parquet("b.parquet", 10, "'x' || i");
    run(0);

    refused(run(1), 2, "b.parquet", "id");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    parquet("a.parquet", 10, "i");
    Files.writeString(volume.resolve("in/b.parquet"), "no Parquet at all");
    run(0);

    refused(run(1), 2, "b.parquet");
    assertEquals(1, parts(out()).size());
  }

  @Test
  void aFileThatTheImagesUserMayNotReadIsNamed() throws Exception {
    Path closed = parquet("a.parquet", 10, "i");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));

    refused(run(0), 2, "a.parquet", "The file system does not allow it");
  }

  @Test
  void aFullDiskIsNamedAndMayBeTriedAgain() throws Exception {
    parquet("a.parquet", 200_000, "i");

    refused(run(0, "--tmpfs", "/batch/out:size=64k,mode=1777"), 3, "/batch/out/run");
  }

  @Test
  void aLostPieceIsMadeAgain() throws Exception {
    parquet("a.parquet", 10, "i");
    parquet("b.parquet", 10, "i + 10");
    run(0);
    run(1);
    Path lost = parts(out()).getFirst();
    byte[] before = Files.readAllBytes(lost);
    Files.delete(lost);

    List<Tool> pods = List.of(run(0), run(1));

    // Of the first nothing is lost; it says that the folder is not whole until the other has run.
    assertEquals(List.of(3, 0), pods.stream().map(Tool::exit).toList(), pods.toString());
    assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(lost)));
  }

  @Test
  void composeRunsItOnOneMachine() throws Exception {
    Files.copy(BatchBundle.HOLDOUT, volume.resolve("in/a.csv"));
    Path file = bundle.resolve("batch/compose/compose.yaml");
    Exported.replace(file, "registry.example.org/pricing/wine-quality-batch:1.4.0", IMAGE);

    Tool run =
        Tool.run(
            temp,
            "env",
            "RUN=run",
            "BATCH_FOLDER=" + volume,
            "docker",
            "compose",
            "-f",
            file.toString(),
            "run",
            "--rm",
            "score");

    assertEquals(0, run.exit(), run.output());
    assertTrue(Files.exists(out().resolve("_SUCCESS")), run.output());
  }
}
