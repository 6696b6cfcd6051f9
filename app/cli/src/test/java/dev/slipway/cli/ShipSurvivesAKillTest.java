// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.evidence.Ledger;
import dev.slipway.tracker.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A voyage that is killed at whatever moment loses no evidence that it had kept, and the next one
/// works.
@Tag("nightly")
final class ShipSurvivesAKillTest {

  @TempDir Path folder;

  @Test
  void keepsItsEvidenceWheneverItIsKilled() throws Exception {
    isKilledAt(
        "warming up", "reading the data", "one client", "writing the bundle", "load at the peak");
  }

  private void isKilledAt(String... moments) throws Exception {
    Sample sample = Sample.copyInto(folder);
    Path home = folder.resolve("home");
    List<Ledger.Entry> kept = List.of();

    for (String moment : moments) {
      killAt(moment, sample, home);
      List<Ledger.Entry> after = entries(home);
      assertEquals(kept, after.subList(0, kept.size()), "lost when killed at " + moment);
      assertTrue(after.stream().allMatch(Ledger.Entry::intact), "broken chain at " + moment);
      kept = after;
    }
    Process last = ship(sample, home);
    String said = new String(last.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(last.waitFor(5, TimeUnit.MINUTES), said);

    assertTrue(List.of(0, 1).contains(last.exitValue()), last.exitValue() + "\n" + said);
    List<Ledger.Entry> whole = entries(home);
    assertEquals(kept, whole.subList(0, kept.size()));
    assertTrue(
        whole.stream().anyMatch(e -> e.evidence().key().equals("serving.smoke_status")), said);
  }

  /// Starts a voyage and kills it, without a chance to clean up, as soon as it says what it is
  /// about to do.
  private void killAt(String moment, Sample sample, Path home)
      throws IOException, InterruptedException {
    Process process = ship(sample, home);
    var said = new StringBuilder();
    boolean reached;
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String line = err.readLine();
      while (line != null && !line.contains(moment)) {
        said.append(line).append('\n');
        line = err.readLine();
      }
      reached = line != null;
      // Asked while it lives: nobody knows the children of a process that is gone.
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.waitFor();
    assertTrue(reached, "never said " + moment + ":\n" + said);
  }

  private Process ship(Sample sample, Path home) throws IOException {
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
            CliMain.class.getName(),
            "ship",
            sample.folder().toString(),
            "--tier",
            "quick",
            "--no-engine",
            "--home",
            home.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static List<Ledger.Entry> entries(Path home) throws Exception {
    try (Tracker tracker = Tracker.open(home.resolve("slipway.db"))) {
      List<Finding> findings = tracker.integrityCheck();
      assertTrue(
          findings.stream().noneMatch(Finding.Failed.class::isInstance), findings.toString());
      return tracker.ledger().entries("penguin-species");
    }
  }
}
