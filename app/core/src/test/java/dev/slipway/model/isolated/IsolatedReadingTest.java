// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.pickle.PickleReport;
import dev.slipway.model.pickle.PickleReport.Named;
import dev.slipway.model.pickle.Trust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pickle is read in a process of its own, which runs nothing of it and may end over it.
@Timeout(120)
final class IsolatedReadingTest {

  @TempDir Path folder;

  @Test
  void tellsOfAFileInAnotherProcess() throws Exception {
    Path canary = folder.resolve("canary");
    Path file = write("cos\nsystem\n(S'touch " + canary + "'\ntR.");
    List<String> doing = new ArrayList<>();

    PickleReport report = new IsolatedReading().report(file, (fraction, now) -> doing.add(now));

    assertEquals("a pickle of protocol 0", report.format());
    assertEquals(List.of(new Named("os.system", Trust.DANGEROUS, true)), report.imports());
    assertEquals(List.of("reading model.pkl"), doing);
    assertEquals(false, Files.exists(canary));
  }

  @Test
  void survivesAProcessThatDies() throws Exception {
    var aborting =
        new IsolatedReading(
            AbortingMain.class.getName(), Bytes.mebibytes(64), Duration.ofMinutes(1));

    Problem problem =
        assertThrows(ProblemException.class, () -> aborting.report(write("N."), Progress.NONE))
            .problem();

    assertEquals("model.reading-crashed", problem.code().id());
    assertEquals("Reading model.pkl crashed the process that did it", problem.what());
  }

  /// What loading the file would run is known by then.
  @Test
  void tellsWhatItKnowsWhereTheProcessDiesOverTheModelInside() throws Exception {
    var telling =
        new IsolatedReading(
            TellingMain.class.getName(), Bytes.mebibytes(64), Duration.ofMinutes(1));

    PickleReport report = telling.report(write("cos\nsystem\n(S'boo'\ntR."), Progress.NONE);

    assertEquals(List.of(new Named("os.system", Trust.DANGEROUS, true)), report.imports());
    assertEquals(
        List.of("its size or its shape: Reading model.pkl needs more memory than it may have"),
        report.obstacles());
  }

  @Test
  void aReadingThatDoesNotEndIsToldAsSuch() {
    var stuck =
        new IsolatedReading(StuckMain.class.getName(), Bytes.mebibytes(64), Duration.ofMillis(500));

    Problem problem =
        assertThrows(ProblemException.class, () -> stuck.report(write("N."), Progress.NONE))
            .problem();

    assertEquals("model.reading-slow", problem.code().id());
    assertEquals(
        "Do not load this file in Python unless you know who made it. Of a sound one, save the"
            + " fitted model alone, without the data it was trained on.",
        problem.remedy());
  }

  private Path write(String text) throws Exception {
    return Files.write(folder.resolve("model.pkl"), text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
