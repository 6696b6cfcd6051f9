// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;

/// Whether one latency objective holds.
public record LatencyVerdict(Percentile at, Duration limit, Verdict verdict) {}
