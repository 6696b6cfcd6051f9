// SPDX-License-Identifier: Apache-2.0

/// Callers who send badly, in crowds, while others are to be served.
@NullMarked
package dev.slipway.serving.choke;

import org.jspecify.annotations.NullMarked;
