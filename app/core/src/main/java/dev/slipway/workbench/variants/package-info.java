// SPDX-License-Identifier: Apache-2.0

/// Other forms of the model: what was found of each, and whether it may ship.
@NullMarked
package dev.slipway.workbench.variants;

import org.jspecify.annotations.NullMarked;
