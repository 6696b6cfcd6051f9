// SPDX-License-Identifier: Apache-2.0

/// The port that every model answers through, and its ONNX Runtime form.
///
/// `instanceof` stands where a `switch` over patterns would read as well, because the AOT cache
/// cannot hold what such a switch makes at its first use: a class of its own, in 2 to 3 ms of each
/// start.
@NullMarked
package dev.slipway.serving.predict;

import org.jspecify.annotations.NullMarked;
