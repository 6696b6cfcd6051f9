// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.history;

import dev.slipway.evidence.EvidenceNames;

/// The main numbers, which are followed over time.
public enum Trend {
  SERVED_P95("profile.served_p95_ms", false),
  QUALITY("model.holdout_score", true),
  MONTH("cost.month", false);

  private final String key;
  private final boolean higherIsBetter;

  Trend(String key, boolean higherIsBetter) {
    this.key = key;
    this.higherIsBetter = higherIsBetter;
  }

  /// Of the values that it follows.
  public String key() {
    return key;
  }

  public String title() {
    return EvidenceNames.of(key);
  }

  /// Whether a larger number is the better one; errors and times are better small.
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
