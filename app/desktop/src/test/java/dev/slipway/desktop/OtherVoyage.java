// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.Estimate;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.util.Optional;

/// A voyage that differs in one estimate from one that is open.
public final class OtherVoyage {

  private OtherVoyage() {}

  /// With another estimate of the service's costs.
  public static Voyage costing(Voyage of, Optional<Estimate> estimate) {
    return with(of, estimate, of.batch());
  }

  /// With another estimate of scoring in batch.
  public static Voyage scoring(Voyage of, Recorded<BatchEstimate> batch) {
    return with(of, of.estimate(), Optional.of(batch));
  }

  private static Voyage with(
      Voyage of, Optional<Estimate> estimate, Optional<Recorded<BatchEstimate>> batch) {
    return new Voyage(
        of.project(),
        of.inspection(),
        of.data(),
        of.study(),
        of.evaluation(),
        of.champion(),
        of.profile(),
        of.target(),
        of.search(),
        of.variants(),
        estimate,
        of.plan(),
        batch,
        of.bundle(),
        of.verification(),
        of.checklist());
  }
}
