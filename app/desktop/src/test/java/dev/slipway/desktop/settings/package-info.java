// SPDX-License-Identifier: Apache-2.0

/// The settings, tested without a window.
@NullMarked
package dev.slipway.desktop.settings;

import org.jspecify.annotations.NullMarked;
