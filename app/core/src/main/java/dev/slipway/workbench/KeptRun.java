// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.profile.Profile;
import java.time.Instant;

/// A profile that is kept.
///
/// @param name that `slipway replay` and `slipway compare` know it by
/// @param model which form of the model it is of: `original`, a variant's name, or the beginning of
///   the hash of a model that the project no longer has
/// @param stored whether its profile is still in its folder, so that commands find it
/// @param repeatable whether what was sent is still here, so that it can be sent again
public record KeptRun(
    String name, Instant at, String model, boolean stored, boolean repeatable, Profile profile) {}
