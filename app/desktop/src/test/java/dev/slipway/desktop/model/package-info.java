// SPDX-License-Identifier: Apache-2.0

/// Tests of the model's screen.
@NullMarked
package dev.slipway.desktop.model;

import org.jspecify.annotations.NullMarked;
