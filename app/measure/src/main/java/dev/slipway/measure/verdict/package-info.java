// SPDX-License-Identifier: Apache-2.0

/// Whether a percentile limit holds, as far as a sample can tell: exact tails, late requests that
/// cluster, three-valued verdicts. Pure.
@NullMarked
package dev.slipway.measure.verdict;

import org.jspecify.annotations.NullMarked;
