// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.nio.file.Path;

/// Has ONNX Runtime write a model as it rewrites it, as the measuring process gets it.
///
/// @param to the file to write
record OptimiseJob(Path model, Profile.Settings settings, Path to) implements Job {

  /// That it is done.
  record Written(Path file) {}
}
