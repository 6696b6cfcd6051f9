// SPDX-License-Identifier: Apache-2.0

/// What the server counts and times, in Prometheus' terms.
@NullMarked
package dev.slipway.serving.metrics;

import org.jspecify.annotations.NullMarked;
