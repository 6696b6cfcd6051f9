// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One run at a time writes to a folder.
final class OutFolderTest {

  @TempDir Path folder;

  @Test
  void aRunThatOpenedTheLockBeforeTheOtherEndedHoldsTheNextOneOff() throws Exception {
    OutFolder first = OutFolder.open(folder, Share.ALL);
    assertEquals("score.folder-busy", busy());

    // As a run does that came while the first was at work, and locks when it is done.
    try (FileChannel second = FileChannel.open(folder.resolve("_lock"), StandardOpenOption.WRITE)) {
      first.close();
      assertTrue(Files.exists(folder.resolve("_lock")));
      second.lock();

      assertEquals("score.folder-busy", busy());
    }

    OutFolder.open(folder, Share.ALL).close();
  }

  @Test
  void whatIsUnfinishedOfAKilledRunIsRemoved() throws Exception {
    OutFolder.open(folder, Share.ALL).close();
    Files.createDirectories(folder.resolve("rejected"));
    for (String place : List.of("", "_manifest/", "rejected/")) {
      Files.writeString(folder.resolve(place + ".draft-1-part-0"), "half");
    }

    OutFolder.open(folder, Share.ALL).close();

    assertEquals(List.of("_lock"), Scoring.names(folder));
  }

  private String busy() {
    return assertThrows(ProblemException.class, () -> OutFolder.open(folder, Share.ALL))
        .problem()
        .code()
        .id();
  }
}
