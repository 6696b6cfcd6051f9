// SPDX-License-Identifier: Apache-2.0

/// What changes for operations when one bundle follows another.
@NullMarked
package dev.slipway.bundle.release;

import org.jspecify.annotations.NullMarked;
