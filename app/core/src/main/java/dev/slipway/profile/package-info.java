// SPDX-License-Identifier: Apache-2.0

/// Measures what the model really does, and says how sure that is.
@NullMarked
package dev.slipway.profile;

import org.jspecify.annotations.NullMarked;
