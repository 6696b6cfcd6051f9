// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import java.util.List;

/// What the metrics are called and how finely they count.
///
/// @param latencyBuckets upper bounds of the whole request's time, in seconds, rising
/// @param compat whose names are added to ours
/// @param grpc whether calls over gRPC will come
public record MetricsSettings(
    String modelName,
    String modelVersion,
    List<Double> latencyBuckets,
    MetricsCompat compat,
    boolean grpc) {

  public MetricsSettings {
    latencyBuckets = List.copyOf(latencyBuckets);
  }
}
