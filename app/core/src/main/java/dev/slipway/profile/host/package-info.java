// SPDX-License-Identifier: Apache-2.0

/// Starts measuring processes, one at a time, and gathers what they found.
@NullMarked
package dev.slipway.profile.host;

import org.jspecify.annotations.NullMarked;
