// SPDX-License-Identifier: Apache-2.0

/// What the changes between two bundles' files mean: files as trees, places that differ, a rule for
/// each kind of place. What no rule knows is told as *not judged*.
@NullMarked
package dev.slipway.verify.change;

import org.jspecify.annotations.NullMarked;
