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
  void whatIsAsItWasIsNotReadAgainAndWhateverElseTheDiskTellsTheFileIsRead() throws Exception {
    assertEquals(Sha256.of(OLD), read(OLD));
    assertEquals(Sha256.of(OLD), read(OLD));
    String kept = Files.readString(memory());
    String other = "0".repeat(64);
    // Hash, then what the disk told, then the path.
    List<String> parts = List.of(kept.split("\t", 3));
    Files.writeString(memory(), other + "\t" + parts.get(1) + "\t" + parts.get(2));
    assertEquals(new Sha256(other), read(OLD));

    for (String told : parts.get(1).substring(1, parts.get(1).length() - 1).split(", ")) {
      String changed = parts.get(1).replace(told, told + "1");
      Files.writeString(memory(), other + "\t" + changed + "\t" + parts.get(2));
      assertEquals(Sha256.of(OLD), read(OLD), told);
    }
  }

  @Test
  void whatWasJustWrittenIsNotRemembered() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "a");
    read(file);
    assertFalse(Files.exists(memory()));

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    read(file);

    assertFalse(Files.exists(memory()), "a date that was set does not make it old");
  }

  @Test
  void aDamagedMemoryIsNone() throws Exception {
    read(OLD);
    Files.writeString(memory(), "no hash\tno time\t" + OLD + "\n\n\u0000");

    assertEquals(Sha256.of(OLD), read(OLD));

    Files.write(memory(), new byte[5 << 20]);
    assertEquals(Sha256.of(OLD), read(OLD), "larger than any memory");
  }

  @Test
  void whatWasNotLookedAtForMonthsIsForgotten() throws Exception {
    Path hashes = Files.createDirectory(folder.resolve("hashes"));
    Path gone = Files.writeString(hashes.resolve("of-a-bundle-that-is-gone"), "");
    Files.setLastModifiedTime(gone, FileTime.from(Instant.now().minus(Duration.ofDays(61))));

    read(OLD);

    assertFalse(Files.exists(gone));
  }

  @Test
  void nothingIsLeftWhereItCannotBeKept() throws Exception {
    read(OLD);
    Path memory = memory();
    Files.delete(memory);
    Files.createDirectories(memory.resolve("something in its place"));

    assertEquals(Sha256.of(OLD), read(OLD));
    assertEquals(memory, memory(), "and no draft");
  }

  @Test
  void whereNothingCanBeKeptNothingFails() throws Exception {
    Files.writeString(folder.resolve("hashes"), "a file in its place");

    assertEquals(Sha256.of(OLD), read(OLD));
  }

  private Sha256 read(Path file) throws Exception {
    HashMemory.Session session = new HashMemory(folder.resolve("hashes")).of(BUNDLE);
    Sha256 sha256 = session.of(file);
    session.keep();
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
