// SPDX-License-Identifier: Apache-2.0

/// Tensors as the Open Inference Protocol names them, held in direct little-endian buffers.
@NullMarked
package dev.slipway.serving.tensor;

import org.jspecify.annotations.NullMarked;
