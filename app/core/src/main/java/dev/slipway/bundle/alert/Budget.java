// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.base.Words;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// The share of requests that may be bad by one objective.
///
/// @param goal share of good requests, in words: `99.9 %`
/// @param allowed share of bad ones, in words
/// @param share of bad ones, 0 to 1
/// @param page share of bad ones above which somebody is paged within minutes
/// @param canary share of bad ones up to which a new version is let in
public record Budget(
    Kind kind, TracedText goal, TracedText allowed, Figure share, Figure page, Figure canary) {

  private static final int PERCENT_DIGITS = 4;

  /// What makes a request bad.
  public enum Kind {
    ERRORS("ModelErrorBudgetBurns", "availability"),
    SLOW("ModelLatencyBudgetBurns", "latency");

    private final String alert;
    private final String slo;

    Kind(String alert, String slo) {
      this.alert = alert;
      this.slo = slo;
    }

    /// The alert that opens a ticket; the one that pages is named after it.
    String alert() {
      return alert;
    }

    /// The label by which an alert names its objective.
    String slo() {
      return slo;
    }

    /// As series are named.
    String word() {
      return Words.id(this);
    }
  }

  static Budget of(Kind kind, Plan plan) {
    Figure goal =
        Figure.of(
            plan, kind == Kind.ERRORS ? PlanKeys.SLO_AVAILABILITY : PlanKeys.SLO_LATENCY_SHARE);
    Figure share = goal.rest();
    Figure page = share.times(Figure.of(plan, PlanKeys.BURN_PAGE_FAST));
    // Above a share of one nothing could fail.
    boolean reachable = page.value().compareTo(BigDecimal.ONE) < 0;
    return new Budget(kind, percent(goal), percent(share), share, page, reachable ? page : share);
  }

  static TracedText percent(Figure share) {
    BigDecimal percent =
        share.value().movePointRight(2).setScale(PERCENT_DIGITS, RoundingMode.HALF_EVEN);
    return TracedText.of("%s %", share.written(percent));
  }

  /// Whether more than so many times the share can be bad at all.
  boolean allows(Figure factor) {
    return share.times(factor).value().compareTo(BigDecimal.ONE) < 0;
  }
}
