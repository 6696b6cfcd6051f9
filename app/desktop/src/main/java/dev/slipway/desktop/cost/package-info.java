// SPDX-License-Identifier: Apache-2.0

/// What it costs, and every choice of the plan with its reason.
@NullMarked
package dev.slipway.desktop.cost;

import org.jspecify.annotations.NullMarked;
