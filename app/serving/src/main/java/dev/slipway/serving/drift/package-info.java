// SPDX-License-Identifier: Apache-2.0

/// Counts of served values by the bins of the training data, so that drift can be seen without
/// keeping a value.
@NullMarked
package dev.slipway.serving.drift;

import org.jspecify.annotations.NullMarked;
