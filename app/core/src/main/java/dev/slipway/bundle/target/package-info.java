// SPDX-License-Identifier: Apache-2.0

/// The kinds of artefact that a bundle can hold, and their options.
@NullMarked
package dev.slipway.bundle.target;

import org.jspecify.annotations.NullMarked;
