// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

/// Whose metric names are added to ours.
public enum MetricsCompat {
  NONE,
  TRITON,
  KSERVE,
  MLSERVER
}
