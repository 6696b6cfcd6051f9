// SPDX-License-Identifier: Apache-2.0

/// What the reference and holdout data hold.
@NullMarked
package dev.slipway.desktop.data;

import org.jspecify.annotations.NullMarked;
