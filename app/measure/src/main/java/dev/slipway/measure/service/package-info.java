// SPDX-License-Identifier: Apache-2.0

/// Measures a running service: its answers, its latency, and where the time of a request goes.
@NullMarked
package dev.slipway.measure.service;

import org.jspecify.annotations.NullMarked;
