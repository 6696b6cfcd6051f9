// SPDX-License-Identifier: Apache-2.0

/// The measuring process: what it is asked, what it does alone, and what it answers.
@NullMarked
package dev.slipway.profile.child;

import org.jspecify.annotations.NullMarked;
