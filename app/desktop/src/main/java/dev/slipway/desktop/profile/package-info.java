// SPDX-License-Identifier: Apache-2.0

/// What was measured, and measuring anew.
@NullMarked
package dev.slipway.desktop.profile;

import org.jspecify.annotations.NullMarked;
