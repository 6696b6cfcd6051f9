// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Shelf;

/// What is done with profiles that are kept.
public record StoredRuns(ReplayProfile replay, ReadRuns read) {

  static StoredRuns of(Profiler profiler, Bench bench) {
    return new StoredRuns(
        new ReplayProfile(profiler, bench.home(), bench.clock()),
        new ReadRuns(bench.runs(), new Shelf(bench.runs(), bench.clock()), bench.home()));
  }
}
