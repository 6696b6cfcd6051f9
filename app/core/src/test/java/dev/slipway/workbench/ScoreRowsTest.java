// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.data.sql.Limits;
import dev.slipway.score.ScoreOrder;
import dev.slipway.score.Share;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The evidence's command gives the same answers again.
final class ScoreRowsTest {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private static String command(Optional<List<String>> keep, double maxRejected, Limits limits) {
    return ScoreRows.command(
        Path.of("project"),
        new ScoreRows.Asked(
            List.of("in/*.csv", "more"), Path.of("out"), keep, maxRejected, limits, Share.ALL));
  }

  @Test
  void theCommandSaysWhatWasAskedFor() {
    assertEquals(
        "slipway score project --data \"in/*.csv\" --data more --out out --keep \"id,a b\""
            + " --max-rejected 0.5% --memory 2000MB --threads "
            + (PROCESSORS + 1),
        command(
            Optional.of(List.of("id", "a b")),
            0.005,
            new Limits(PROCESSORS + 1, new Bytes(2_000_000_000))));
  }

  @Test
  void whatWasNotAskedForIsNotInIt() {
    assertEquals(
        "slipway score project --data \"in/*.csv\" --data more --out out",
        command(Optional.empty(), 0, new Limits(PROCESSORS, ScoreOrder.Terms.usualMemory())));
  }
}
