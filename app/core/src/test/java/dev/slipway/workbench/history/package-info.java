// SPDX-License-Identifier: Apache-2.0

/// Tests of rendering, writing and reading bundles.
@NullMarked
package dev.slipway.workbench.history;

import org.jspecify.annotations.NullMarked;
