// SPDX-License-Identifier: Apache-2.0

/// LightGBM models from their own text files.
@NullMarked
package dev.slipway.model.lightgbm;

import org.jspecify.annotations.NullMarked;
