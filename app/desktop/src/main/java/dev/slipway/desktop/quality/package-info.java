// SPDX-License-Identifier: Apache-2.0

/// How well the model answers, alone and compared with the champion.
@NullMarked
package dev.slipway.desktop.quality;

import org.jspecify.annotations.NullMarked;
