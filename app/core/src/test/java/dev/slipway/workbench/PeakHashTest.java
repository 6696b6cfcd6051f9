// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Sha256;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.workbench.project.Hashes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was measured for a peak stays of that peak, however rates are written for persons.
final class PeakHashTest {

  @TempDir private Path folder;

  @Test
  void evidenceOfEarlierVersionsStillCounts() throws Exception {
    Path project = SampleProject.copyInto(folder);
    Path yaml = project.resolve("slipway.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("peak: 120/s", "peak: 11800/s"));

    assertEquals(
        Sha256.of((Hashes.PEAK + " Optional[11800/s]").getBytes(UTF_8)),
        Hashes.peak(MadeWorkbench.over(folder, new MemoryLedger()).open().open(project)));
  }
}
