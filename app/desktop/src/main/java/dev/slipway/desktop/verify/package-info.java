// SPDX-License-Identifier: Apache-2.0

/// Verifies the bundle and shows the findings.
@NullMarked
package dev.slipway.desktop.verify;

import org.jspecify.annotations.NullMarked;
