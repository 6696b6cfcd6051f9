// SPDX-License-Identifier: Apache-2.0

/// The screen of the settings: how the window looks, what this machine has, prices and templates.
@NullMarked
package dev.slipway.desktop.settings;

import org.jspecify.annotations.NullMarked;
