// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What to verify and how.
///
/// @param bundle the folder or zip file that `slipway export` wrote
/// @param model the model whose answers are the right ones; the bundle's own by default
/// @param golden cases to replay; the bundle's own by default
/// @param load how long load is put on
public record VerifyRequest(
    Path bundle, Optional<Path> model, Optional<Path> golden, EngineChoice engine, Duration load) {}
