// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hashes are believed only while the disk tells the same of a file.
final class HashMemoryTest {

  /// One that was written and changed long ago: nobody can set back the time of a file's change.
  private static final Path OLD = Path.of(System.getProperty("java.home"), "release");

  private static final Path BUNDLE = Path.of("bundle");

  @TempDir private Path folder;

  @Test
  void whatIsAsItWasIsNotReadAgain() throws Exception {
    assertEquals(Sha256.of(OLD), read(OLD, false));

    assertEquals(Sha256.of(OLD), read(OLD, true));
  }

  @Test
  void whateverElseTheDiskTellsTheFileIsRead() throws Exception {
    read(OLD, false);
    String kept = Files.readString(memory());
    String other = "0".repeat(64);
    // Hash, then what the disk told, then the path.
    List<String> parts = List.of(kept.split("\t", 3));
    Files.writeString(memory(), other + "\t" + parts.get(1) + "\t" + parts.get(2));
    assertEquals(new Sha256(other), read(OLD, true));

    for (String told : parts.get(1).substring(1, parts.get(1).length() - 1).split(", ")) {
      String changed = parts.get(1).replace(told, told + "1");
      Files.writeString(memory(), other + "\t" + changed + "\t" + parts.get(2));
      assertEquals(Sha256.of(OLD), read(OLD, false), told);
    }
  }

  @Test
  void whatWasJustWrittenIsNotRemembered() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "a");
    read(file, false);
    assertFalse(Files.exists(memory()));

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    read(file, false);

    assertFalse(Files.exists(memory()), "a date that was set does not make it old");
  }

  @Test
  void aDamagedMemoryIsNone() throws Exception {
    read(OLD, false);
    Files.writeString(memory(), "no hash\tno time\t" + OLD + "\n\n\u0000");

    assertEquals(Sha256.of(OLD), read(OLD, false));
  }

  @Test
  void whereNothingCanBeKeptNothingFails() throws Exception {
    Files.writeString(folder.resolve("hashes"), "a file in its place");

    assertEquals(Sha256.of(OLD), read(OLD, false));
  }

  private Sha256 read(Path file, boolean believed) throws Exception {
    HashMemory.Session session = new HashMemory(folder.resolve("hashes")).of(BUNDLE);
    Sha256 sha256 = session.of(file);
    session.keep();
    assertEquals(believed, session.believed());
    return sha256;
  }

  private Path memory() throws Exception {
    Path hashes = folder.resolve("hashes");
    if (!Files.exists(hashes)) {
      return hashes.resolve("none");
    }
    try (Stream<Path> all = Files.list(hashes)) {
      List<Path> files = all.toList();
      assertTrue(files.size() <= 1, files::toString);
      return files.isEmpty() ? hashes.resolve("none") : files.getFirst();
    }
  }
}
