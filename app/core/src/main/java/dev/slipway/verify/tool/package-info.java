// SPDX-License-Identifier: Apache-2.0

/// Runs the real tools that are installed, in one way.
@NullMarked
package dev.slipway.verify.tool;

import org.jspecify.annotations.NullMarked;
