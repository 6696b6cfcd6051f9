// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Rate;

/// Looks for the largest rate that meets the latency objectives: doubles until one does not, then
/// bisects, then confirms with a run of its own.
final class CapacitySearch {

  private static final int MOST_HALVINGS = 6;
  private static final int MOST_CONFIRMATIONS = 8;

  /// When a confirmation fails, the next is this much lower.
  private static final double STEP_DOWN = 0.75;

  /// Says whether the objectives are met at a rate.
  interface Trial {
    boolean meets(Rate rate) throws InterruptedException;

    /// The same from a longer run.
    boolean confirms(Rate rate) throws InterruptedException;
  }

  private final Trial trial;
  private final int bisections;

  CapacitySearch(Trial trial, int bisections) {
    this.trial = trial;
    this.bisections = bisections;
  }

  /// @param ceiling the rate that one client got, asking again and again: more cannot be sustained
  /// @return 0 when no rate meets the objectives
  Rate largest(Rate ceiling) throws InterruptedException {
    double met = 0;
    double broken = ceiling.perSecond();
    double rate = ceiling.perSecond() / 4;
    if (trial.meets(new Rate(rate))) {
      met = rate;
      for (rate *= 2; rate < ceiling.perSecond() && trial.meets(new Rate(rate)); rate *= 2) {
        met = rate;
      }
      broken = Math.min(rate, broken);
    } else {
      for (int i = 0; i < MOST_HALVINGS && met == 0; i++) {
        broken = rate;
        rate /= 2;
        met = trial.meets(new Rate(rate)) ? rate : 0;
      }
    }
    return met == 0 ? new Rate(0) : confirmed(bisected(met, broken));
  }

  private double bisected(double met, double broken) throws InterruptedException {
    double low = met;
    double high = broken;
    for (int i = 0; i < bisections; i++) {
      double middle = (low + high) / 2;
      if (trial.meets(new Rate(middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Rate confirmed(double candidate) throws InterruptedException {
    double rate = candidate;
    for (int i = 0; i < MOST_CONFIRMATIONS; i++) {
      if (trial.confirms(new Rate(rate))) {
        return new Rate(rate);
      }
      rate *= STEP_DOWN;
    }
    return new Rate(0);
  }
}
