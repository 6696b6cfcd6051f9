// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import dev.slipway.serving.execution.Inference.Timing;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What happens here, told under the names of another server. Each tells only what it has names
/// for.
interface OtherNames {

  /// No other names. No lambda, since no AOT cache keeps one of an interface with default methods.
  record None() implements OtherNames {
    @Override
    public void register(PrometheusRegistry registry) {}
  }

  void register(PrometheusRegistry registry);

  /// As [ServingMetrics#answered].
  default void answered(String protocol, String code, long requestNanos) {}

  /// As [ServingMetrics#timed].
  default void timed(long parseNanos, Timing timing, long writeNanos) {}

  default void executed(int requestCount, int rowCount) {}

  static boolean isSuccess(String code) {
    return code.equals("200") || code.equals("OK");
  }
}
