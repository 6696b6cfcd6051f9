// SPDX-License-Identifier: Apache-2.0

/// What verifying the bundle found.
@NullMarked
package dev.slipway.desktop.verify;

import org.jspecify.annotations.NullMarked;
