// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that is killed at whatever moment, with its child or without, and taken up again has each
/// key once and the same bytes as one that was left alone.
final class KilledAndResumedTest {

  /// More than one block of rows.
  private static final int ROWS = 5_000;

  @TempDir Path folder;

  @Test
  void atTwoMoments() throws Exception {
    isWholeAfter(2, 20);
  }

  @Test
  @Tag("nightly")
  void atTenMoments() throws Exception {
    isWholeAfter(10, 60);
  }

  /// @param files enough that no run between the kills comes to the end
  private void isWholeAfter(int kills, int files) throws Exception {
    Path model = ScoredModels.layers(folder.resolve("model.onnx"), 4, 64, 64, 3);
    Path in = folder.resolve("in");
    for (int i = 0; i < files; i++) {
      Scoring.parquet(
          in.resolve("%02d.parquet".formatted(i)),
          "SELECT i AS id, sin(i) AS f0, cos(i) AS f1, CAST(sin(2 * i) AS FLOAT) AS f2, i %% 7 AS f3 FROM range(%d, %d) t(i)"
              .formatted(i * ROWS, (i + 1) * ROWS));
    }
    Scored alone = new Scoring(model, folder.resolve("alone")).of(in);
    Path out = folder.resolve("out");
    var random = new Random(16);
    List<Integer> finished = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      killAfter(random, model, in, out);
      finished.add(manifests(out));
    }

    Scored resumed = new Scoring(model, out).of(in);

    assertEquals(alone.report(), resumed.report(), "finished at the kills: " + finished);
    assertEquals(finished.stream().sorted().toList(), finished, "what was finished did not stay");
    assertTrue(finished.getLast() > 0, "no kill came after a part was finished");
    assertTrue(finished.getFirst() < files, "no kill came before the end");
    long rows = (long) files * ROWS;
    assertEquals(List.of(rows, rows, 0L, rows - 1), new Scoring(model, out).numbered("id"));
  }

  /// When some more parts are finished, and up to a tenth of a second later.
  private void killAfter(Random random, Path model, Path in, Path out) throws Exception {
    int more = random.nextInt(4);
    int before = manifests(out);
    Process process = start(model, in, out);
    while (manifests(out) < before + more && !process.waitFor(5, TimeUnit.MILLISECONDS)) {
      // Not yet.
    }
    process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
    // Asked while it lives: nobody knows the children of a process that is gone.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    if (random.nextBoolean()) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(1, TimeUnit.MINUTES);
    }
  }

  private Process start(Path model, Path in, Path out) throws IOException {
    Path arguments = Files.createTempFile(folder, "java", ".args");
    Files.writeString(
        arguments,
        "-cp \""
            + System.getProperty("java.class.path").replace("\\", "\\\\")
            + "\"\n--enable-native-access=ALL-UNNAMED\n");
    var builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "@" + arguments,
            ScoreOnce.class.getName(),
            model.toString(),
            in.toString(),
            out.toString(),
            Scoring.AT.toString());
    return builder
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int manifests(Path out) throws IOException {
    Path folder = out.resolve("_manifest");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return (int) all.filter(file -> !file.getFileName().toString().startsWith(".")).count();
    }
  }
}
