// SPDX-License-Identifier: Apache-2.0

/// How well the model answers labelled rows, and how sure that is.
@NullMarked
package dev.slipway.evaluate;

import org.jspecify.annotations.NullMarked;
