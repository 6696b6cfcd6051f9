// SPDX-License-Identifier: Apache-2.0

/// Looks for the best way to run a model within a budget of measuring.
@NullMarked
package dev.slipway.profile.search;

import org.jspecify.annotations.NullMarked;
