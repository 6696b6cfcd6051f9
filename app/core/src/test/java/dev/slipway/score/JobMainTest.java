// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The program of an image that scores in batch: its exit codes and its log.
final class JobMainTest extends ScoredPair {

  private Path config = Path.of("");

  @BeforeEach
  void asABundleHasIt() throws Exception {
    Inspection inspection = Inspector.inspect(ModelIntake.open(pair.model()));
    Path known =
        Files.writeString(
            folder.resolve("scoring.json"),
            Json.text(
                new JobSettings(
                    inspection.model().sha256(),
                    inspection.signature(),
                    inspection.featureMap(),
                    inspection.model().size(),
                    Map.of(),
                    Optional.empty())));
    Map<String, Object> settings =
        Map.of(
            "model.path", pair.model(),
            "model.scoring", known,
            "score.threads", 1,
            "score.memory", 1500,
            "score.disk", 512,
            "score.max-rejected", 0);
    config =
        Files.writeString(
            folder.resolve("score.properties"),
            settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n")));
  }

  private record Ended(int code, List<String> log) {}

  private Ended run(String... more) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var log = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    List<String> args =
        List.of(
            "--config", config.toString(), "--data", in.toString(), "--out", pair.out().toString());
    int code =
        new JobMain(log, () -> Scoring.AT, () -> 0)
            .run(Stream.concat(args.stream(), List.of(more).stream()).toList());
    return new Ended(code, bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void aShareThatIsDoneEndsWithZero() throws Exception {
    numbers("a.parquet", 0, 10);

    Ended ended = run();

    assertEquals(0, ended.code(), ended.toString());
    assertEquals("the folder is whole: 10 rows, 0 of them rejected", ended.log().getLast());
  }

  @Test
  void tooManyRejectedRowsEndWithFourAndTheLogSaysWhereTheirShareIsSet() throws Exception {
    csv("a.csv", "id,a,b\n1,0,0\n2,far,0\n");

    Ended ended = run();

    assertEquals(4, ended.code(), ended.toString());
    assertEquals(
        List.of(
            "  note  --keep and --max-rejected are set in slipway.yaml, as release.options.batch;"
                + " --memory and --threads are planned",
            "  code  score.too-many-rejected"),
        ended.log().subList(ended.log().size() - 2, ended.log().size()));
  }

  @Test
  void aFolderThatAnotherRunHoldsEndsWithThree() throws Exception {
    numbers("a.parquet", 0, 10);
    try (FolderLocks _ = FolderLocks.take(Files.createDirectories(pair.out()), Share.ALL)) {
      Ended ended = run("--share", "0/2");

      assertEquals(3, ended.code(), ended.toString());
      assertTrue(ended.log().contains("  code  score.folder-busy"), ended.toString());
    }
  }

  @Test
  void aFileThatLacksAColumnEndsWithTwo() throws Exception {
    csv("a.csv", "id,a\n1,0\n");

    Ended ended = run();

    assertEquals(2, ended.code(), ended.toString());
    assertTrue(ended.log().stream().noneMatch(line -> line.contains("note")), ended.toString());
  }

  @Test
  void argumentsThatAreWrongEndWithTwo() throws Exception {
    assertEquals(2, run("--share", "2/2").code());
  }
}
