// SPDX-License-Identifier: Apache-2.0

/// The port that every model answers through, and its ONNX Runtime form.
@NullMarked
package dev.slipway.serving.predict;

import org.jspecify.annotations.NullMarked;
