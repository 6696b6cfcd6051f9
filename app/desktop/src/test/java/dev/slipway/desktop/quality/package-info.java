// SPDX-License-Identifier: Apache-2.0

/// Tests of the package, without a window.
@NullMarked
package dev.slipway.desktop.quality;

import org.jspecify.annotations.NullMarked;
