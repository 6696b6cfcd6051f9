// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.objective.Objectives;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A request as the measuring process gets it.
///
/// @param rows file with the inputs
/// @param folder where raw samples go
record ProfileJob(
    Path model,
    Sha256 sha256,
    Profile.Settings settings,
    Profile.Tier tier,
    Pace pace,
    List<Objectives.Latency> latency,
    Optional<Rate> peak,
    ArrivalPattern pattern,
    Path rows,
    Path folder)
    implements Job {

  ProfileJob {
    latency = List.copyOf(latency);
  }

  static ProfileJob of(ProfileRequest request, Pace pace, RunStore store) {
    return new ProfileJob(
        request.model().toAbsolutePath(),
        request.sha256(),
        request.settings(),
        request.tier(),
        pace,
        request.latency(),
        request.peak(),
        request.pattern(),
        store.rows(),
        store.folder());
  }

  /// The same work again, with its files in another folder.
  ProfileJob in(RunStore store) {
    return new ProfileJob(
        model, sha256, settings, tier, pace, latency, peak, pattern, store.rows(), store.folder());
  }

  ProfileJob following(ArrivalPattern other) {
    return new ProfileJob(model, sha256, settings, tier, pace, latency, peak, other, rows, folder);
  }
}
