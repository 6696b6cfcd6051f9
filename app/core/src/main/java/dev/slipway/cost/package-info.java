// SPDX-License-Identifier: Apache-2.0

/// From a profile, traffic and a price book to what it costs. Pure arithmetic.
@NullMarked
package dev.slipway.cost;

import org.jspecify.annotations.NullMarked;
