// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A request as the measuring process gets it.
///
/// @param rows file with the inputs
/// @param folder where raw samples go
public record ProfileJob(
    Path model,
    Sha256 sha256,
    Profile.Settings settings,
    Tier tier,
    Pace pace,
    List<LatencyLimit> latency,
    Optional<Rate> peak,
    ArrivalPattern pattern,
    Path rows,
    Path folder)
    implements Job {

  public ProfileJob {
    latency = List.copyOf(latency);
  }

  public static ProfileJob of(ProfileRequest request, Pace pace, RunStore store) {
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
  public ProfileJob in(RunStore store) {
    return new ProfileJob(
        model, sha256, settings, tier, pace, latency, peak, pattern, store.rows(), store.folder());
  }

  ProfileJob following(ArrivalPattern other) {
    return new ProfileJob(model, sha256, settings, tier, pace, latency, peak, other, rows, folder);
  }
}
