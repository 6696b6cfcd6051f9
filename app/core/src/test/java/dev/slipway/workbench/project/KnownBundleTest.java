// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.verify.SampleBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bundle is read once, and again where a file of it changed.
final class KnownBundleTest {

  private static final String FILE = "docs/runbook.md";

  @TempDir private Path folder;
  private Path bundle = Path.of("bundle");

  @BeforeEach
  void writeLongAgo() throws Exception {
    bundle = SampleBundle.write(folder.resolve("bundle"));
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path each : all.toList()) {
        writtenBefore(each, Duration.ofDays(1));
      }
    }
  }

  @Test
  void isReadAgainOnlyWhereAFileChanged() throws Exception {
    BundleSnapshot first = snapshot(bundle);
    assertSame(first, snapshot(bundle));
    assertEquals(first.digest(), Hashes.bundle(bundle));

    change();

    BundleSnapshot second = snapshot(bundle);
    assertNotSame(first, second);
    assertEquals(List.of(FILE), second.changedByHand());
    assertEquals(second.asItLies(), Hashes.bundle(bundle));
  }

  @Test
  void aChangeBehindALinkIsSeen() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), bundle);
    assertEquals(List.of(), snapshot(link).changedByHand());

    change();

    assertEquals(List.of(FILE), snapshot(link).changedByHand());
  }

  @Test
  void whatWasJustWrittenIsNotRemembered() throws Exception {
    writtenBefore(bundle.resolve(FILE), Duration.ZERO);

    assertNotSame(snapshot(bundle), snapshot(bundle));
  }

  @Test
  void whereThereIsNoBundleItIsSaid() {
    assertThrows(ProblemException.class, () -> snapshot(folder.resolve("none")));
  }

  /// As who writes a file, and gives it its old date again.
  @Test
  void aChangeIsSeenWhoseDateIsSetBack() throws Exception {
    Path file = bundle.resolve(FILE);
    FileTime date = Files.getLastModifiedTime(file);
    snapshot(bundle);

    change();
    Files.setLastModifiedTime(file, date);

    assertEquals(List.of(FILE), snapshot(bundle).changedByHand());
  }

  /// What is remembered reaches pages; never what is verified, signed or recorded.
  @Test
  void aMemoryThatIsWrongReachesNoHashThatEvidenceRecords() throws Exception {
    Sha256 lies = Hashes.bundle(bundle);
    var memory = new HashMemory(folder.resolve("poisoned"), Duration.ofDays(-1));
    HashMemory.Session session = memory.of(bundle);
    session.of(bundle.resolve(FILE));
    session.keep();
    try (Stream<Path> all = Files.list(memory.folder())) {
      Path kept = all.findFirst().orElseThrow();
      Files.writeString(kept, Files.readString(kept).replaceFirst("^[0-9a-f]{64}", "0".repeat(64)));
    }

    assertEquals(List.of(FILE), KnownBundle.snapshot(bundle, memory).changedByHand());
    assertNotEquals(lies, KnownBundle.hash(bundle, memory));
    assertEquals(lies, Hashes.bundle(bundle));
  }

  private BundleSnapshot snapshot(Path of) throws ProblemException {
    return KnownBundle.snapshot(of, new HashMemory(folder.resolve("hashes")));
  }

  /// As long as before, and an hour later.
  private void change() throws Exception {
    Path file = bundle.resolve(FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
    writtenBefore(file, Duration.ofHours(23));
  }

  private static void writtenBefore(Path file, Duration ago) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }
}
