// SPDX-License-Identifier: Apache-2.0

/// Answers files of rows by the million: the model reads Parquet, CSV and JSON lines through the
/// data engine and its answers become Parquet, piece by piece, so that what was finished stays.
@NullMarked
package dev.slipway.score;

import org.jspecify.annotations.NullMarked;
