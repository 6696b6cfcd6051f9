// SPDX-License-Identifier: Apache-2.0

/// Tests of rendering, writing and reading bundles.
@NullMarked
package dev.slipway.bundle;

import org.jspecify.annotations.NullMarked;
