// SPDX-License-Identifier: Apache-2.0

/// From rows, texts and pictures to the tensors that a model takes.
@NullMarked
package dev.slipway.request;

import org.jspecify.annotations.NullMarked;
