// SPDX-License-Identifier: Apache-2.0

/// What crosses the bridge to the user's Python and back: rows to ask both models, and answers.
@NullMarked
package dev.slipway.workbench.bridge;

import org.jspecify.annotations.NullMarked;
