// SPDX-License-Identifier: Apache-2.0

/// XGBoost models from their own JSON and UBJSON files.
@NullMarked
package dev.slipway.model.xgboost;

import org.jspecify.annotations.NullMarked;
