// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.profile.compare.ComparisonRequest;
import dev.slipway.profile.compare.Contender;
import java.nio.file.Path;

/// One start of a comparison, as the measuring process gets it.
///
/// @param rows file with the inputs
/// @param start which of the starts, from 0
public record PairedRunJob(
    Contender a, Contender b, Path rows, ComparisonRequest.Sampling sampling, int start)
    implements Job {}
