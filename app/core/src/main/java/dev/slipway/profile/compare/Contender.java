// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.compare;

import dev.slipway.base.Sha256;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import java.nio.file.Path;

/// One of two that are compared: a model, and how it runs.
///
/// @param name as the user gave it
/// @param sha256 of the model's file
public record Contender(String name, Path model, Sha256 sha256, Profile.Settings settings) {

  /// The same with requests of other sizes.
  public Contender with(InputSizes sizes) {
    return new Contender(name, model, sha256, settings.with(sizes));
  }
}
