// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Altered;
import dev.slipway.base.Rate;
import dev.slipway.cost.Samples;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.measure.load.Arrival;
import dev.slipway.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two kept runs are laid side by side with what speaks against it.
final class ReadRunsTest {

  @TempDir private Path folder;

  /// Each run replays its own copy of the trace.
  @Test
  void runsOfOneTraceWereLoadedAlike() throws Exception {
    assertEquals(
        List.of(),
        cautions(
            new Arrival.Trace(Path.of("runs/a/trace/access.csv"), new Rate(40)),
            new Arrival.Trace(Path.of("runs/b/trace/access.csv"), new Rate(40))));
    assertEquals(
        List.of(), cautions(new Arrival.Poisson(new Rate(40), 1), poisson(40)), "only the seed");
    assertEquals(
        List.of("they were loaded otherwise: A independent users, 40/s, B independent users, 80/s"),
        cautions(poisson(40), poisson(80)));
  }

  private static Arrival poisson(double rate) {
    return new Arrival.Poisson(new Rate(rate), 7);
  }

  private List<String> cautions(Arrival a, Arrival b) throws Exception {
    return MadeWorkbench.over(folder, new MemoryLedger())
        .runs()
        .compare(kept("a", a), kept("b", b))
        .cautions();
  }

  private static KeptRun kept(String name, Arrival arrival) {
    Profile profile = Samples.profile();
    return new KeptRun(
        name,
        profile.at(),
        "original",
        false,
        false,
        Altered.of(profile, "open", Altered.of(profile.open(), "arrival", arrival)));
  }
}
