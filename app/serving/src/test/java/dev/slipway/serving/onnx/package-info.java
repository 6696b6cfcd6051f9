// SPDX-License-Identifier: Apache-2.0

/// Small ONNX models, written by the tests themselves.
@NullMarked
package dev.slipway.serving.onnx;

import org.jspecify.annotations.NullMarked;
