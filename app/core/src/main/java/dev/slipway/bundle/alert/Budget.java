// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.base.Words;
import dev.slipway.plan.BurnKeys;
import dev.slipway.plan.BurnKeys.Goal;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// The share of requests that may be bad by one objective.
///
/// @param goal share of good requests, in words: `99.9 %`
/// @param allowed share of bad ones, in words
/// @param share of bad ones, 0 to 1
/// @param page share of bad ones above which somebody is paged within minutes
/// @param canary share of bad ones up to which a new version is let in
/// @param noPage why nobody is paged, where the objective allows too many bad requests for that
public record Budget(
    Kind kind,
    TracedText goal,
    TracedText allowed,
    Figure share,
    Figure page,
    Figure canary,
    Optional<TracedText> noPage) {

  private static final int PERCENT_DIGITS = 4;

  /// What makes a request bad.
  public enum Kind {
    ERRORS("ModelErrorBudgetBurns", Goal.AVAILABILITY),
    SLOW("ModelLatencyBudgetBurns", Goal.LATENCY);

    private final String alert;
    private final Goal goal;

    Kind(String alert, Goal goal) {
      this.alert = alert;
      this.goal = goal;
    }

    /// The alert that opens a ticket; the one that pages is named after it.
    String alert() {
      return alert;
    }

    /// The label by which an alert names its objective.
    String slo() {
      return Words.id(goal);
    }

    BurnKeys burn(Window window) {
      return BurnKeys.of(goal, window);
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
    Choice<Double> fast = plan.choice(kind.burn(Window.PAGE_FAST).rate());
    boolean pages = fast.value() > 0;
    Figure page = pages ? share.times(Figure.of(plan, kind.burn(Window.PAGE_FAST).rate())) : share;
    // Above a share of one nothing could fail.
    boolean reachable = page.value().compareTo(BigDecimal.ONE) < 0;
    return new Budget(
        kind,
        percent(goal),
        percent(share),
        share,
        page,
        reachable ? page : share,
        pages ? Optional.empty() : Optional.of(why(kind, fast.because())));
  }

  private static TracedText why(Kind kind, String because) {
    return TracedText.of(
        "%s", new TracedText.Bound(because, Figure.reasonOf(kind.burn(Window.PAGE_FAST).rate())));
  }

  static TracedText percent(Figure share) {
    BigDecimal percent =
        share.value().movePointRight(2).setScale(PERCENT_DIGITS, RoundingMode.HALF_EVEN);
    return TracedText.of("%s %", share.written(percent));
  }

  /// Whether an alert of that rate exists, and more than so many times the share can be bad at all.
  boolean allows(Figure factor) {
    return factor.value().signum() > 0 && share.times(factor).value().compareTo(BigDecimal.ONE) < 0;
  }
}
