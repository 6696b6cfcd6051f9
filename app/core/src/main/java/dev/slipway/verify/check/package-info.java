// SPDX-License-Identifier: Apache-2.0

/// What every check of a bundle reads and where it reports.
@NullMarked
package dev.slipway.verify.check;

import org.jspecify.annotations.NullMarked;
