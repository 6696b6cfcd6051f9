// SPDX-License-Identifier: Apache-2.0

/// From a plan and templates to a folder of artefacts, byte for byte the same each time.
@NullMarked
package dev.slipway.bundle;

import org.jspecify.annotations.NullMarked;
