// SPDX-License-Identifier: Apache-2.0

/// Makes an ONNX model of a fitted scikit-learn pipeline, and proves that both answer the same.
@NullMarked
package dev.slipway.model.sklearn.convert;

import org.jspecify.annotations.NullMarked;
