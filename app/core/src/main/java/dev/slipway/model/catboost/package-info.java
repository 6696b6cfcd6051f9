// SPDX-License-Identifier: Apache-2.0

/// CatBoost models from their own files: CBM and JSON.
@NullMarked
package dev.slipway.model.catboost;

import org.jspecify.annotations.NullMarked;
