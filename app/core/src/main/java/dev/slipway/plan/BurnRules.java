// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Numbers;
import dev.slipway.plan.BurnKeys.Goal;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.Choice.Basis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Plans how fast each objective's budget may be spent before somebody is told, and how many bad
/// requests that takes.
///
/// A page says that a budget is spent far faster than a ticket would say. Where an objective allows
/// so many bad requests that they could not burn it that fast, it has no page.
///
/// A share of few requests says little: one failed of 36 is 28 times what 99.9 % allows. So each
/// alert also asks for a number of bad requests that chance does not explain. Let `p` be the share
/// of bad requests of a service that spends its budget, `q` the share that the alert tells of, and
/// `D(q‖p) = q ln(q/p) + (1−q) ln((1−q)/(1−p))`. Of `n` requests at least `q n` are bad with a
/// probability of at most `exp(−n D(q‖p))` (Chernoff). With `n = ln(w) / D(q‖p)` that is once in
/// `w` windows; fewer requests have as many bad ones more seldom still, more requests need more of
/// them. So `q n` bad requests are the fewest of which an alert tells, with `w` the windows of a
/// year: by chance it tells about once a year of a service that spends exactly its budget.
///
/// @see <a href="https://sre.google/workbook/alerting-on-slos/">Google, SRE workbook, chapter 5</a>
final class BurnRules {

  private static final double HOURS_OF_YEAR = 365.25 * 24;

  /// Share of bad requests that is as good as all: beyond it a rate could not be told apart.
  private static final double NEARLY_ALL = 0.9;

  private static final double HALF = 0.5;

  private final Draft draft;
  private final int days;

  BurnRules(Draft draft) {
    this.draft = draft;
    days = draft.value(PlanKeys.SLO_WINDOW);
  }

  void choose() {
    for (Goal goal : Goal.values()) {
      double objective =
          draft.value(
              goal == Goal.AVAILABILITY ? PlanKeys.SLO_AVAILABILITY : PlanKeys.SLO_LATENCY_SHARE);
      for (Window window : Window.values()) {
        Burn burn = burn(objective, window);
        BurnKeys keys = BurnKeys.of(goal, window);
        draft.put(keys.rate(), burn.rate, Basis.RULE, burn.because);
        least(goal, window, burn, keys.least());
      }
    }
  }

  /// @param share of bad requests that the objective allows
  /// @param rate 0 for none
  private record Burn(double share, double rate, String because) {}

  private Burn burn(double objective, Window window) {
    double share = 1 - objective;
    return window == Window.TICKET_RARE ? rare(objective, share) : usual(objective, share, window);
  }

  private double nominal(Window window) {
    return window.budget() * days * 24 / window.hours();
  }

  /// No burn rate is above one over the error budget, which all requests failing would give.
  private Burn usual(double objective, double share, Window window) {
    double nominal = nominal(window);
    double most = NEARLY_ALL / share;
    double rate = rounded(Math.min(nominal, most));
    double slower =
        switch (window) {
          case PAGE_FAST, PAGE_SLOW -> nominal(Window.TICKET_FAST);
          case TICKET_FAST -> nominal(Window.TICKET_SLOW);
          case TICKET_SLOW, TICKET_RARE -> 0;
        };
    if (rate <= slower || rate < 1) {
      return new Burn(
          share,
          0,
          "an objective of %s allows so many bad requests that %s of them burn its budget only %s times as fast as it allows; %s"
              .formatted(
                  Numbers.percent(objective),
                  Numbers.percent(NEARLY_ALL),
                  Numbers.brief(most),
                  window.pages() ? "a ticket is enough for that" : "a slower alert tells, if any"));
    }
    String capped =
        nominal <= most
            ? ""
            : "; an objective of %s cannot burn that fast, so the limit is %s"
                .formatted(Numbers.percent(objective), Numbers.brief(most));
    return new Burn(
        share,
        rate,
        "this rate spends %s of the error budget in %s: that share of %d days, divided by %s, is %s%s"
            .formatted(
                Numbers.percent(window.budget()),
                window.title(),
                days,
                window.title(),
                Numbers.brief(nominal),
                capped));
  }

  private Burn rare(double objective, double share) {
    double rate = rounded(HALF / share);
    return rate > nominal(Window.TICKET_FAST)
        ? new Burn(
            share,
            rate,
            "for a service that few ask: half of the requests, divided by the share of %s that may be bad"
                .formatted(Numbers.percent(share)))
        : new Burn(
            share,
            0,
            "with an objective of %s half of the requests may be bad for days"
                .formatted(Numbers.percent(objective)));
  }

  private void least(Goal goal, Window window, Burn burn, Key<Integer> key) {
    if (burn.rate == 0) {
      draft.put(key, 0, Basis.RULE, "there is no such alert: its burn rate is 0");
      return;
    }
    double told = burn.share * burn.rate;
    // At a rate of 1 a service that just keeps its objective is told of every other time, rightly.
    double spent = Math.min(1, burn.rate / 2);
    double windows = HOURS_OF_YEAR / window.hours();
    double requests = Math.log(windows) / divergence(told, burn.share * spent);
    int least = (int) Math.ceil(told * requests);
    draft.put(
        key,
        least,
        Basis.RULE,
        "fewer may be chance: while %s of requests %s, at most one of the year's %s windows of %s has as many by chance (Chernoff: %s of ln %s ÷ D(%s‖%s) = %s requests)"
            .formatted(
                Numbers.percent(burn.share * spent),
                goal.are(),
                Numbers.brief(Math.rint(windows)),
                window.title(),
                Numbers.percent(told),
                Numbers.brief(Math.rint(windows)),
                Numbers.percent(told),
                Numbers.percent(burn.share * spent),
                Numbers.brief(Math.ceil(requests))));
  }

  /// Kullback and Leibler's, of two shares, in nats.
  private static double divergence(double told, double spent) {
    return told * Math.log(told / spent) + (1 - told) * (Math.log1p(-told) - Math.log1p(-spent));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_UP)).doubleValue();
  }
}
