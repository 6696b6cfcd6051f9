// SPDX-License-Identifier: Apache-2.0

/// What was done with the project over time, and how its numbers moved.
@NullMarked
package dev.slipway.desktop.history;

import org.jspecify.annotations.NullMarked;
