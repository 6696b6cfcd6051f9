// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.profile.search.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;

/// A point of a search, as the measuring process gets it.
///
/// @param rows file with inputs of one row each
public record PointJob(
    SearchSpace.Point point, Path model, Path rows, Duration warmUp, Duration length, long seed)
    implements Job {}
