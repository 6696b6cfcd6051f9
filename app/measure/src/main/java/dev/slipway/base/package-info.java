// SPDX-License-Identifier: Apache-2.0

/// The words every stage uses: problems, findings, progress, hashes, sizes, money.
@NullMarked
package dev.slipway.base;

import org.jspecify.annotations.NullMarked;
