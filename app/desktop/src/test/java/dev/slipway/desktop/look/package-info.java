// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the look of a window: cut texts, controls out of reach, faint colours.
@NullMarked
package dev.slipway.desktop.look;

import org.jspecify.annotations.NullMarked;
