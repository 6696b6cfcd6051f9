// SPDX-License-Identifier: Apache-2.0

/// Templates: every value is quoted by the language it is written into, and every number keeps its
/// origin.
@NullMarked
package dev.slipway.bundle.render;

import org.jspecify.annotations.NullMarked;
