// SPDX-License-Identifier: Apache-2.0

/// Rebuilds the seattle-tomorrow sample from its raw data: split, model, golden answers.
@NullMarked
package dev.slipway.sample.weather;

import org.jspecify.annotations.NullMarked;
