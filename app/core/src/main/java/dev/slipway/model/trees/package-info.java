// SPDX-License-Identifier: Apache-2.0

/// Ensembles of decision trees, whatever library trained them, and their ONNX form.
@NullMarked
package dev.slipway.model.trees;

import org.jspecify.annotations.NullMarked;
