// SPDX-License-Identifier: Apache-2.0

/// Puts load on a target, in open or closed loop, and records every latency.
@NullMarked
package dev.slipway.measure.load;

import org.jspecify.annotations.NullMarked;
