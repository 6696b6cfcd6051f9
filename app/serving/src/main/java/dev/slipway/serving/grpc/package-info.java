// SPDX-License-Identifier: Apache-2.0

/// The Open Inference Protocol over gRPC, with health and reflection.
@NullMarked
package dev.slipway.serving.grpc;

import org.jspecify.annotations.NullMarked;
