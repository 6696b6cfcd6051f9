// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.nio.file.Path;
import java.time.Duration;

/// A point of a search, as the measuring process gets it.
///
/// @param rows file with inputs of one row each
record PointJob(
    SearchSpace.Point point, Path model, Path rows, Duration warmUp, Duration length, long seed)
    implements Job {}
