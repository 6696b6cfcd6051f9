// SPDX-License-Identifier: Apache-2.0

/// The bridge to models that only Python can load: the script that runs in the user's own Python,
/// what it must be able to import, and what it leaves behind, which is trusted in nothing.
@NullMarked
package dev.slipway.model.bridge;

import org.jspecify.annotations.NullMarked;
