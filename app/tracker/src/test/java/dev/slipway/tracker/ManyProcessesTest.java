// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two windows and a command line at once, and one of them killed.
final class ManyProcessesTest {

  @TempDir private Path folder;

  @Test
  void twoProcessesAndThisOneLoseNothing() throws Exception {
    int batches = 150;
    Process left = AppendingProcess.start(file(), "left", batches);
    Process right = AppendingProcess.start(file(), "right", batches);
    try (var ledger = SqliteLedger.open(file())) {
      for (int i = 0; i < batches; i++) {
        ledger.append(AppendingProcess.batch("here", i));
      }
    }

    assertEquals(allOf(batches), acknowledged(left));
    assertEquals(allOf(batches), acknowledged(right));
    assertEquals(0, left.waitFor());
    assertEquals(0, right.waitFor());
    assertSound();
    for (String writer : List.of("left", "right", "here")) {
      assertEquals(allOf(batches), kept(writer));
    }
  }

  @Test
  void aKilledProcessLosesNothingThatItAcknowledged() throws Exception {
    killAtRandomMoments(24, new Random(20260302));
  }

  @Test
  @Tag("nightly")
  void aHundredKilledProcessesLoseNothingWhileAnotherNeverRests() throws Exception {
    Process bystander = AppendingProcess.start(file(), "bystander", 1_000_000);
    Thread reader =
        Thread.startVirtualThread(() -> bystander.inputReader().lines().forEach(line -> {}));
    try {
      killAtRandomMoments(100, new Random());
    } finally {
      kill(bystander);
      reader.join();
    }
  }

  /// Each kill comes after a random acknowledgement, while the process goes on appending, so that
  /// it strikes anywhere in a transaction; this process has the file open all the time.
  private void killAtRandomMoments(int kills, Random random) throws Exception {
    var expected = new ArrayList<List<Integer>>();
    try (var ledger = SqliteLedger.open(file())) {
      for (int kill = 0; kill < kills; kill++) {
        Process victim = AppendingProcess.start(file(), "victim" + kill, 1_000_000);
        expected.add(killedAfter(victim, random.nextInt(40)));
        ledger.append(AppendingProcess.batch("survivor", kill));
      }
    }

    assertSound();
    assertEquals(allOf(kills), kept("survivor"));
    for (int kill = 0; kill < kills; kill++) {
      List<Integer> acknowledged = expected.get(kill);
      List<Integer> kept = kept("victim" + kill);
      assertEquals(acknowledged, kept.subList(0, acknowledged.size()), "kill " + kill);
      assertTrue(
          kept.size() <= acknowledged.size() + 1,
          "only the batch under way may be kept without a word: " + kept + acknowledged);
    }
  }

  private static List<Integer> killedAfter(Process victim, int acknowledgements)
      throws IOException, InterruptedException {
    var acknowledged = new ArrayList<Integer>();
    try (BufferedReader said = victim.inputReader()) {
      try {
        for (int i = 0; i <= acknowledgements; i++) {
          acknowledged.add(Integer.valueOf(said.readLine()));
        }
      } finally {
        kill(victim);
      }
      // A last line without its end is no acknowledgement, but its digits may be a prefix of one.
      StringBuilder rest = new StringBuilder();
      for (int c = said.read(); c >= 0; c = said.read()) {
        rest.append((char) c);
      }
      rest.substring(0, rest.lastIndexOf("\n") + 1)
          .lines()
          .forEach(line -> acknowledged.add(Integer.valueOf(line)));
    }
    return acknowledged;
  }

  /// By its handle: [Process#destroyForcibly] would also throw away what it said last.
  private static void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  private void assertSound() throws ProblemException {
    try (Tracker tracker = Tracker.open(file())) {
      List<Finding> failed =
          tracker.integrityCheck().stream().filter(f -> !(f instanceof Finding.Passed)).toList();
      assertEquals(List.of(), failed);
      assertTrue(tracker.ledger().entries("wine").stream().allMatch(Entry::intact));
    }
  }

  /// The batches of a writer that are there whole; one that is there in part fails.
  private List<Integer> kept(String writer) throws ProblemException {
    try (var ledger = SqliteLedger.open(file())) {
      List<Evidence> records =
          ledger.entries("wine").stream()
              .map(Entry::evidence)
              .filter(e -> e.key().startsWith(writer + "."))
              .toList();
      int batches = Math.ceilDiv(records.size(), AppendingProcess.BATCH);
      List<Evidence> whole =
          IntStream.range(0, batches)
              .boxed()
              .flatMap(i -> AppendingProcess.batch(writer, i).stream())
              .toList();
      assertEquals(whole, records);
      return allOf(batches);
    }
  }

  private static List<Integer> acknowledged(Process process) throws IOException {
    try (BufferedReader said = process.inputReader()) {
      return said.lines().map(Integer::valueOf).toList();
    }
  }

  private static List<Integer> allOf(int batches) {
    return IntStream.range(0, batches).boxed().toList();
  }

  private Path file() {
    return folder.resolve("slipway.db");
  }
}
