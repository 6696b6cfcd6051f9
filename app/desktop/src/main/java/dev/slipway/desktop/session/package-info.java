// SPDX-License-Identifier: Apache-2.0

/// The open project and the actions on it, shared by all screens.
@NullMarked
package dev.slipway.desktop.session;

import org.jspecify.annotations.NullMarked;
