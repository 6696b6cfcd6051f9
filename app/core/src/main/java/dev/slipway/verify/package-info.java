// SPDX-License-Identifier: Apache-2.0

/// Reads a bundle, builds and runs it, and reports what passed, failed or was not run.
@NullMarked
package dev.slipway.verify;

import org.jspecify.annotations.NullMarked;
