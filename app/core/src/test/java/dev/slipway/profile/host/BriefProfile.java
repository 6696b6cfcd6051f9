// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.profile.child.Pace;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A profile of a third of a minute, for benches that need many: the model alone and what serving
/// costs are measured as in earnest, the search and the open loop hardly.
public final class BriefProfile {

  private static final Duration HARDLY = Duration.ofMillis(100);

  /// Of which the warm-up is also half of what it takes to tell the cost of serving.
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(6), Duration.ofSeconds(3), HARDLY, HARDLY, HARDLY, HARDLY, 1, false);

  private BriefProfile() {}

  /// In a process of its own, with one thread.
  public static Profile of(Path model, Map<String, Tensor> row, Path folder)
      throws ProblemException, IOException, InterruptedException {
    var request =
        new ProfileRequest(
            model,
            Sha256.of(model),
            new Profile.Settings(1, "ALL", 1),
            Tier.STANDARD,
            List.of(row),
            List.of(),
            Optional.empty(),
            new ArrivalPattern.Poisson());
    return new Profiler(tier -> PACE).profile(request, folder, Progress.NONE);
  }
}
