// SPDX-License-Identifier: Apache-2.0

/// Rebuilds the penguin-species sample from its raw data: split, model, golden answers.
@NullMarked
package dev.slipway.sample.penguin;

import org.jspecify.annotations.NullMarked;
