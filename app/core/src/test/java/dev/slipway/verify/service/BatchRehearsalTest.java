// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.bundle.BatchBundle;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a bundle scores in batch with, run by `verify`.
final class BatchRehearsalTest {

  @TempDir static Path temp;

  private static Path bundle = Path.of("");

  /// One for all: it holds the libraries of the data engine, which are large.
  @BeforeAll
  static void export() throws Exception {
    bundle = BatchBundle.write(temp, 2, Map.of());
  }

  private static List<Finding> found() throws Exception {
    Report report = new Report();
    new BatchRehearsal(BundleFolder.open(bundle), report).look(false);
    return report.findings();
  }

  @Test
  void theGoldenRowsAreAnsweredARunGoesOnAndABrokenFileIsNamed() throws Exception {
    List<Finding> found = found();

    assertEquals(3, found.size(), found.toString());
    assertTrue(found.get(0) instanceof Finding.Passed, found.toString());
    // A machine may be through with all pieces before the kill comes, which is told.
    assertFalse(found.get(1) instanceof Finding.Failed, found.toString());
    assertTrue(found.get(2) instanceof Finding.Passed, found.toString());
  }

  @Test
  void answersOfAnotherModelFail() throws Exception {
    Path golden = bundle.resolve("batch/check/golden.json");
    String good = Files.readString(golden);
    try {
      Files.writeString(golden, good.replaceFirst("\"data\": \\[1\\]", "\"data\": [0]"));

      Finding first = found().getFirst();

      assertTrue(first instanceof Finding.Failed, first.toString());
    } finally {
      Files.writeString(golden, good);
    }
  }

  @Test
  void anImageForAnotherProcessorIsNotRun() throws Exception {
    Path natives = bundle.resolve("batch/image/native").resolve(ThisProcessor.NAME);
    Path away = temp.resolve("away");
    Files.move(natives, away);
    List<Finding> found;
    try {
      found = found();
    } finally {
      Files.move(away, natives);
    }

    assertEquals(
        List.of("the batch image is not for this machine's processor, " + ThisProcessor.NAME),
        found.stream().map(each -> ((Finding.NotRun) each).because()).distinct().toList());
  }

  @Test
  void codeThatIsNotOursIsNotRun() throws Exception {
    Path jar = bundle.resolve("batch/image/app/lib/slipway-score.jar");
    byte[] good = Files.readAllBytes(jar);
    List<Finding> found;
    try {
      Files.writeString(jar, "more", StandardOpenOption.APPEND);
      found = found();
    } finally {
      Files.write(jar, good);
    }

    assertEquals(3, found.size(), found.toString());
    assertTrue(
        found.getFirst() instanceof Finding.NotRun(String _, String because)
            && because.contains("slipway-score.jar is not this Slipway's own"),
        found.toString());
  }
}
