// SPDX-License-Identifier: Apache-2.0

/// The first screen: where the voyage stands and what to do next.
@NullMarked
package dev.slipway.desktop.overview;

import org.jspecify.annotations.NullMarked;
