// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.profile.Profile;
import java.nio.file.Path;

/// Has ONNX Runtime write a model as it rewrites it, as the measuring process gets it.
///
/// @param to the file to write
public record OptimiseJob(Path model, Profile.Settings settings, Path to) implements Job {

  /// That it is done.
  public record Written(Path file) {}
}
