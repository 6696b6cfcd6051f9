// SPDX-License-Identifier: Apache-2.0

/// Pictures as inputs of a model: read, cut, resized and normalised as it is stated, never as it is
/// guessed.
@NullMarked
package dev.slipway.request.image;

import org.jspecify.annotations.NullMarked;
