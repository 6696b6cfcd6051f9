// SPDX-License-Identifier: Apache-2.0

/// Requests with the answers that a service must repeat, and their JSON.
@NullMarked
package dev.slipway.measure.golden;

import org.jspecify.annotations.NullMarked;
