// SPDX-License-Identifier: Apache-2.0

/// The rules of the house, as tests; they stand here because no other room sees all of them.
@NullMarked
package dev.slipway.house;

import org.jspecify.annotations.NullMarked;
