// SPDX-License-Identifier: Apache-2.0

/// The Open Inference Protocol as a client speaks it: over HTTP, over gRPC, and as fast as one
/// thread can.
@NullMarked
package dev.slipway.measure.wire;

import org.jspecify.annotations.NullMarked;
