// SPDX-License-Identifier: Apache-2.0

/// How well the model answers, and beside the one that now does the work.
@NullMarked
package dev.slipway.desktop.quality;

import org.jspecify.annotations.NullMarked;
