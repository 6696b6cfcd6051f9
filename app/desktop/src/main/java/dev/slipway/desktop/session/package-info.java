// SPDX-License-Identifier: Apache-2.0

/// What is open and what can be done with it; what all screens share.
@NullMarked
package dev.slipway.desktop.session;

import org.jspecify.annotations.NullMarked;
