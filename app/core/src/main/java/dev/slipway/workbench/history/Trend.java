// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.history;

/// The main numbers, which are followed over time.
public enum Trend {
  SERVED_P95("profile.served_p95_ms", "p95 of answers, served", false),
  QUALITY("model.holdout_score", "Score on the holdout", true),
  MONTH("cost.month", "Cost a month", false);

  private final String key;
  private final String title;
  private final boolean higherIsBetter;

  Trend(String key, String title, boolean higherIsBetter) {
    this.key = key;
    this.title = title;
    this.higherIsBetter = higherIsBetter;
  }

  /// Of the values that it follows.
  public String key() {
    return key;
  }

  public String title() {
    return title;
  }

  /// Whether a larger number is the better one; errors and times are better small.
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
