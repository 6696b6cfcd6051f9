// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import dev.slipway.bundle.VerifyingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What to verify and how.
///
/// @param bundle the folder or zip file that `slipway export` wrote
/// @param model the model whose answers are the right ones; the bundle's own by default
/// @param golden cases to replay; the bundle's own by default
/// @param load how long load is put on
/// @param key whose signature is demanded; without one none is
public record VerifyRequest(
    Path bundle,
    Optional<Path> model,
    Optional<Path> golden,
    EngineChoice engine,
    Duration load,
    Optional<VerifyingKey> key) {

  /// Without a demand for a signature.
  public VerifyRequest(
      Path bundle,
      Optional<Path> model,
      Optional<Path> golden,
      EngineChoice engine,
      Duration load) {
    this(bundle, model, golden, engine, load, Optional.empty());
  }
}
