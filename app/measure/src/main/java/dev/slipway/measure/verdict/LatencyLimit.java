// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import dev.slipway.base.Percentile;
import java.time.Duration;

/// At most `limit` at this percentile, measured at the client.
public record LatencyLimit(Percentile at, Duration limit) {}
