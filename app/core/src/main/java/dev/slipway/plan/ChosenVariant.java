// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.base.Sha256;
import java.util.Optional;

/// The variant that ships instead of the model as it is, and the result of its comparison with the
/// model.
///
/// @param name such as `int8`
/// @param original hash of the model as it is
/// @param because what it gains, for a person
/// @param apart the largest difference of an answer, as a share of the largest answer
/// @param same share of the requests whose class is the same
/// @param score on the holdout; empty without labelled rows
/// @param cpu its processor time by that of the model as it is
/// @param at when they were compared
/// @param environment where they were compared
public record ChosenVariant(
    String name,
    Sha256 original,
    String because,
    double apart,
    double same,
    Sizes size,
    Optional<Scores> score,
    Interval cpu,
    String at,
    String environment) {

  /// Of the two files.
  public record Sizes(Bytes before, Bytes after) {}

  /// Of the two models on the same rows.
  public record Scores(String metric, double before, double after) {}
}
