// SPDX-License-Identifier: Apache-2.0

/// Reference and holdout data: what is in them, and how the model answers on them.
@NullMarked
package dev.slipway.data;

import org.jspecify.annotations.NullMarked;
