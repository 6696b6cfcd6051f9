// SPDX-License-Identifier: Apache-2.0

/// What was found out, when and from what: append-only records, each chained to the one before, and
/// the ports that keep them.
@NullMarked
package dev.slipway.evidence;

import org.jspecify.annotations.NullMarked;
