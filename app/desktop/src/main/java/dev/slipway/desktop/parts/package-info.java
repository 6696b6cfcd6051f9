// SPDX-License-Identifier: Apache-2.0

/// Pieces that several screens are put together from: cards, charts, code, texts.
@NullMarked
package dev.slipway.desktop.parts;

import org.jspecify.annotations.NullMarked;
