// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.Budget.Kind;
import dev.slipway.bundle.alert.Rule.Recording;
import dev.slipway.bundle.alert.TracedText.Bound;
import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Alerts on the speed at which an objective's budget is used up, each over a long window and a
/// short one, after Google's SRE workbook, chapter 5.
final class BudgetRules {

  private static final List<String> WINDOWS = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");

  private static final List<WindowPair> PAGES =
      List.of(
          new WindowPair("1h", "5m", PlanKeys.BURN_PAGE_FAST),
          new WindowPair("6h", "30m", PlanKeys.BURN_PAGE_SLOW));

  private static final List<WindowPair> TICKETS =
      List.of(
          new WindowPair("1d", "2h", PlanKeys.BURN_TICKET_FAST),
          new WindowPair("3d", "6h", PlanKeys.BURN_TICKET_SLOW));

  private static final String ERRORS =
      """
      (
        sum by (namespace, model_name) (rate(inference_requests_total{%s, code=~"5..|INTERNAL|UNAVAILABLE|UNKNOWN"}[%s]))
        or
        %s * sum by (namespace, model_name) (rate(inference_requests_total{%s}[%s]))
      )
      / sum by (namespace, model_name) (rate(inference_requests_total{%s}[%s]))\
      """;

  private static final String SLOW =
      """
      %s - (
        sum by (namespace, model_name) (rate(inference_request_duration_seconds_bucket{%s, %s}[%s]))
        / sum by (namespace, model_name) (rate(inference_request_duration_seconds_count{%s}[%s]))
      )\
      """;

  private static final String BURNS =
      """
      (
        %s{%s} > %s * %s
        and
        %s{%s} > %s * %s
      )\
      """;

  private static final Figure NONE =
      Figure.rule(0, "while no request failed, there is no series of failed ones");

  private static final Figure ALL = Figure.rule(1, "all requests, of which those in time go off");

  private final RuleContext of;
  private final LimitBucket limit;

  BudgetRules(RuleContext of, LimitBucket limit) {
    this.of = of;
    this.limit = limit;
  }

  /// How fast the budget may be used up over which windows.
  private record WindowPair(String longer, String shorter, Key<Double> factor) {}

  RuleGroup records() {
    List<Recording> rules = new ArrayList<>();
    for (String window : WINDOWS) {
      rules.add(recording(Kind.ERRORS, window, errors(window)));
      rules.add(recording(Kind.SLOW, window, slow(window)));
    }
    return of.group("records", rules);
  }

  private static Recording recording(Kind kind, String window, Query expr) {
    return new Recording(ratio(kind, window), List.of(), expr, new TreeMap<>());
  }

  private static String ratio(Kind kind, String window) {
    return "inference:requests_%s:ratio_rate%s".formatted(kind.word(), window);
  }

  private static Bound over(String window) {
    String digits = window.substring(0, window.length() - 1);
    return new Bound(
        window,
        Figure.rule(
            Long.parseLong(digits),
            "the windows of burn rates in Google's SRE workbook, chapter 5"));
  }

  private Query errors(String window) {
    TracedText model = of.model();
    Bound over = over(window);
    return Query.of(ERRORS, model, over, NONE, model, over, model, over);
  }

  private Query slow(String window) {
    Bound over = over(window);
    return Query.of(SLOW, ALL, of.model(), limit.matcher(), over, of.model(), over);
  }

  /// The page and the ticket of a budget, where its requests can be bad enough for them.
  List<Alert> alerts(Budget budget) {
    List<Alert> alerts = new ArrayList<>();
    alert(budget, Severity.PAGE, PAGES).ifPresent(alerts::add);
    alert(budget, Severity.TICKET, TICKETS).ifPresent(alerts::add);
    return alerts;
  }

  private Optional<Alert> alert(Budget budget, Severity severity, List<WindowPair> pairs) {
    String name = budget.kind().alert() + (severity == Severity.PAGE ? "Fast" : "");
    List<TracedText> ways =
        pairs.stream()
            .filter(pair -> budget.allows(Figure.of(of.plan(), pair.factor())))
            .map(pair -> burns(budget, pair))
            .toList();
    return ways.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Alert(
                name,
                severity,
                Optional.of(budget.kind().slo()),
                List.of(),
                Query.of(TracedText.joined(ways, "\nor\n")),
                Optional.empty(),
                of.annotations(name, summary(budget.kind()), description(budget))));
  }

  private TracedText burns(Budget budget, WindowPair pair) {
    Figure factor = Figure.of(of.plan(), pair.factor());
    return TracedText.of(
        BURNS,
        ratio(budget.kind(), pair.longer()),
        of.model(),
        factor,
        budget.share(),
        ratio(budget.kind(), pair.shorter()),
        of.model(),
        factor,
        budget.share());
  }

  private TracedText summary(Kind kind) {
    return switch (kind) {
      case ERRORS -> TracedText.of("answers too many requests with server errors");
      case SLOW -> TracedText.of("answers too many requests later than %s", limit.text());
    };
  }

  private TracedText description(Budget budget) {
    TracedText bad =
        switch (budget.kind()) {
          case ERRORS -> TracedText.of("failed");
          case SLOW -> TracedText.of("took longer than %s", limit.text());
        };
    return TracedText.of(
        "%s of requests %s; the objective allows %s over %s days. At this rate that budget is"
            + " spent too early.",
        new TracedText.Placeholder("$value | humanizePercentage"),
        bad,
        budget.allowed(),
        Figure.of(of.plan(), PlanKeys.SLO_WINDOW));
  }
}
