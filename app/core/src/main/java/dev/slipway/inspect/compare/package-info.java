// SPDX-License-Identifier: Apache-2.0

/// How the graphs of two models differ.
@NullMarked
package dev.slipway.inspect.compare;

import org.jspecify.annotations.NullMarked;
