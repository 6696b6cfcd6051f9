// SPDX-License-Identifier: Apache-2.0

/// What a pickle, a joblib dump or a skops file says, as data: names stay names, calls stay calls,
/// and nothing is imported or run.
@NullMarked
package dev.slipway.model.pickle;

import org.jspecify.annotations.NullMarked;
