// SPDX-License-Identifier: Apache-2.0

/// A trained file and what it says of itself.
@NullMarked
package dev.slipway.model;

import org.jspecify.annotations.NullMarked;
