// SPDX-License-Identifier: Apache-2.0

/// Running the model: where, when, and how many requests at once.
@NullMarked
package dev.slipway.serving.execution;

import org.jspecify.annotations.NullMarked;
