// SPDX-License-Identifier: Apache-2.0

/// What machine this is, and how much processor and memory a process took.
@NullMarked
package dev.slipway.measure.machine;

import org.jspecify.annotations.NullMarked;
