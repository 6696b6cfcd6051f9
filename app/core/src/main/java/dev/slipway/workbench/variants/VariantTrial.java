// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.variants;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.profile.compare.Comparison;
import java.util.Optional;

/// A variant, compared with the model as it is.
///
/// @param offered whether it passed every gate and takes less here
/// @param because the gate that it did not pass, or what it gains
/// @param held what was found of it; empty when it could not be made
public record VariantTrial(String name, boolean offered, String because, Optional<Results> held) {

  /// What was found.
  ///
  /// @param size of the file before and after
  /// @param worst the largest difference of an answer, as a share of the largest answer
  /// @param same share of the requests whose class is the same; 1 without classes
  /// @param metric of the score; empty without one
  /// @param score on the holdout before and after, where the project has labelled rows
  /// @param comparison in turns, with memory and operators; empty when an earlier gate refused it
  public record Results(
      Change<Bytes> size,
      double worst,
      double same,
      String metric,
      Optional<Change<Interval>> score,
      Optional<Comparison> comparison) {}

  /// Before and after.
  public record Change<T>(T before, T after) {}
}
