// SPDX-License-Identifier: Apache-2.0

/// Rules, alerts and their tests for Prometheus, as records that templates only print.
@NullMarked
package dev.slipway.bundle.alert;

import org.jspecify.annotations.NullMarked;
