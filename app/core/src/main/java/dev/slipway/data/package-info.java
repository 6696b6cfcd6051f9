// SPDX-License-Identifier: Apache-2.0

/// Reference and holdout data: what is in them, and what they keep to.
@NullMarked
package dev.slipway.data;

import org.jspecify.annotations.NullMarked;
