// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.malformed.Campaign.Tally;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken rows get an answer that blames the caller; none is left without, and the server stays as
/// it was.
class MalformedRowsTest {

  private static final List<RowsFault> FAULTS = List.of(RowsFault.values());

  @TempDir Path folder;

  @Test
  void blamesTheCallersOfFiveThousandBrokenRows() throws Exception {
    attack(5_000, 20);
  }

  @Test
  @Tag("nightly")
  void blamesTheCallersOfAHundredThousandBrokenRows() throws Exception {
    attack(100_000, 21);
  }

  private void attack(int requests, long seed) throws Exception {
    Tally tally =
        new Campaign(folder, new NamedAttack<>(FAULTS, RowsFault::good)).run(requests, seed);

    assertEquals(FAULTS.size(), tally.kinds());
  }
}
