// SPDX-License-Identifier: Apache-2.0

/// From the bytes of a model to an inspection of it; reads, never runs.
@NullMarked
package dev.slipway.inspect;

import org.jspecify.annotations.NullMarked;
