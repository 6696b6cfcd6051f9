// SPDX-License-Identifier: Apache-2.0

/// A search for settings, with what each would cost.
@NullMarked
package dev.slipway.workbench.search;

import org.jspecify.annotations.NullMarked;
