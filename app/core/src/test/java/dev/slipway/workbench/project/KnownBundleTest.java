// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
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
    BundleSnapshot first = KnownBundle.snapshot(bundle);
    assertSame(first, KnownBundle.snapshot(bundle));
    assertEquals(first.digest(), KnownBundle.hash(bundle));

    change();

    BundleSnapshot second = KnownBundle.snapshot(bundle);
    assertNotSame(first, second);
    assertEquals(List.of(FILE), second.changedByHand());
    assertEquals(second.asItLies(), KnownBundle.hash(bundle));
  }

  @Test
  void aChangeBehindALinkIsSeen() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), bundle);
    assertEquals(List.of(), KnownBundle.snapshot(link).changedByHand());

    change();

    assertEquals(List.of(FILE), KnownBundle.snapshot(link).changedByHand());
  }

  @Test
  void whatWasJustWrittenIsNotRemembered() throws Exception {
    writtenBefore(bundle.resolve(FILE), Duration.ZERO);

    assertNotSame(KnownBundle.snapshot(bundle), KnownBundle.snapshot(bundle));
  }

  @Test
  void whereThereIsNoBundleItIsSaid() {
    assertThrows(ProblemException.class, () -> KnownBundle.snapshot(folder.resolve("none")));
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
