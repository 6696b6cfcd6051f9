// SPDX-License-Identifier: Apache-2.0

/// The rules of the house, as tests; they stand here because the desktop sees every room.
@NullMarked
package dev.slipway.house;

import org.jspecify.annotations.NullMarked;
