// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a killed application left behind goes when the next one starts, and nothing else.
final class HeldFolderTest {

  @TempDir Path where;

  @Test
  void sweepsOldFoldersThatNobodyHolds() throws IOException {
    Path killed = folder("slipway-model1", Duration.ofHours(3));
    Files.writeString(killed.resolve("alive"), "");
    Files.writeString(Files.createDirectory(killed.resolve("in")).resolve("model"), "x");
    old(killed, Duration.ofHours(3));
    Path before = folder("slipway-model2", Duration.ofDays(2));
    Path starting = folder("slipway-model3", Duration.ofSeconds(5));
    Path other = folder("another-model", Duration.ofDays(2));
    Path target = folder("kept", Duration.ofDays(2));
    Path link = Files.createSymbolicLink(where.resolve("slipway-model4"), target);

    try (HeldFolder scratch = HeldFolder.make(where, "slipway-model")) {
      assertEquals(
          Stream.of(starting, other, target, link, scratch.folder()).sorted().toList(), all());
      assertEquals(false, Files.exists(killed) || Files.exists(before));
    }
    assertEquals(4, all().size());
  }

  @Test
  void leavesOneThatAnApplicationHoldsHoweverOldItIs() throws IOException {
    try (HeldFolder living = HeldFolder.make(where, "slipway-model")) {
      old(living.folder(), Duration.ofDays(3));
      try (HeldFolder next = HeldFolder.make(where, "slipway-model")) {
        assertEquals(Stream.of(living.folder(), next.folder()).sorted().toList(), all());
      }
    }
    assertEquals(List.of(), all());
  }

  /// Each has looked at the folders of all while the other lived, which must not let go of a lock.
  @Test
  void applicationsLeaveEachOthersFoldersUntilOneIsKilled(@TempDir Path said) throws Exception {
    try (HeldFolder own = HeldFolder.make(where, "slipway-model")) {
      old(own.folder(), Duration.ofDays(3));
      HeldFolder.make(where, "slipway-model").close();
      Process other =
          new ChildJvm(HoldingMain.class.getName(), said)
              .start(List.of(), List.of(where.toString()));
      try {
        Path held = Path.of(String.valueOf(other.inputReader().readLine()));
        old(held, Duration.ofDays(3));
        HeldFolder.make(where, "slipway-model").close();

        assertEquals(Stream.of(own.folder(), held).sorted().toList(), all());
      } finally {
        ChildJvm.end(other);
      }
      HeldFolder.make(where, "slipway-model").close();
      assertEquals(List.of(own.folder()), all());
    }
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(where.resolve(name));
    old(folder, age);
    return folder;
  }

  /// Older than the one that is made next.
  private void old(Path folder, Duration age) throws IOException {
    Path now = Files.createTempFile(where, "now", "");
    FileTime time = Files.getLastModifiedTime(now);
    Files.delete(now);
    Files.setLastModifiedTime(folder, FileTime.from(time.toInstant().minus(age)));
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> found = Files.list(where)) {
      return found.sorted().toList();
    }
  }
}
