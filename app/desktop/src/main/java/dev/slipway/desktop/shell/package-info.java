// SPDX-License-Identifier: Apache-2.0

/// The window around the screens: side bar, header, status bar, theme.
@NullMarked
package dev.slipway.desktop.shell;

import org.jspecify.annotations.NullMarked;
