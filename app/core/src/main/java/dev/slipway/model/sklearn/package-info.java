// SPDX-License-Identifier: Apache-2.0

/// Fitted estimators of scikit-learn: read from what a pickle says, answered in double precision,
/// and written as ONNX.
@NullMarked
package dev.slipway.model.sklearn;

import org.jspecify.annotations.NullMarked;
