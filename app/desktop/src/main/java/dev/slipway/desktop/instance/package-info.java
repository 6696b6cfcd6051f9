// SPDX-License-Identifier: Apache-2.0

/// One window for each home: a second start brings the first window to the front.
@NullMarked
package dev.slipway.desktop.instance;

import org.jspecify.annotations.NullMarked;
