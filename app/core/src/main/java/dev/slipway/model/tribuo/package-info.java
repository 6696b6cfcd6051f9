// SPDX-License-Identifier: Apache-2.0

/// Tribuo's protobuf models: read with every class named checked first, turned into ONNX, and
/// compared with the original.
@NullMarked
package dev.slipway.model.tribuo;

import org.jspecify.annotations.NullMarked;
