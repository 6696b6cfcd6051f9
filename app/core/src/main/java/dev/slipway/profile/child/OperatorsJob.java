// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.profile.compare.Contender;
import java.nio.file.Path;

/// Asks where a model's time goes, as the measuring process gets it.
///
/// @param rows file with the inputs
public record OperatorsJob(Contender side, Path rows) implements Job {}
