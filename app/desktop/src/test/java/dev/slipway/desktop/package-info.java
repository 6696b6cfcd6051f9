// SPDX-License-Identifier: Apache-2.0

/// The window as its users meet it.
@NullMarked
package dev.slipway.desktop;

import org.jspecify.annotations.NullMarked;
