// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.Budget.Kind;
import dev.slipway.bundle.alert.Rule.Recording;
import dev.slipway.bundle.alert.TracedText.Bound;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.Key;
import dev.slipway.plan.PlanKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Alerts on the speed at which an objective's budget is used up, each over a long window and a
/// short one, after Google's SRE workbook, chapter 5, and only where the long one has more bad
/// requests than chance explains. How late answers are is judged of those that answer well: a fast
/// failure is neither in time nor late, but failed.
final class BudgetRules {

  /// What the name of an alert that pages ends with.
  static final String FAST = "Fast";

  private static final List<String> WINDOWS = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");

  /// Those over which an alert counts bad requests too.
  private static final List<String> COUNTED = List.of("1h", "6h", "1d", "3d");

  private static final List<WindowPair> PAGES =
      List.of(
          new WindowPair("1h", "5m", Window.PAGE_FAST),
          new WindowPair("6h", "30m", Window.PAGE_SLOW));

  private static final List<WindowPair> TICKETS =
      List.of(
          new WindowPair("1d", "2h", Window.TICKET_FAST),
          new WindowPair("3d", "6h", Window.TICKET_SLOW),
          // A service that few ask may have had no request in six hours.
          new WindowPair("3d", "1d", Window.TICKET_RARE));

  private static final String ERRORS =
      """
      (
        sum by (namespace, model_name) (rate(inference_requests_total{%s, code=~"5..|INTERNAL|UNAVAILABLE|UNKNOWN|DEADLINE_EXCEEDED"}[%s]))
        or
        %s * sum by (namespace, model_name) (rate(inference_requests_total{%s}[%s]))
      )
      / sum by (namespace, model_name) (rate(inference_requests_total{%s}[%s]))\
      """;

  private static final String SLOW =
      """
      %s - (
        sum by (namespace, model_name) (rate(inference_request_duration_seconds_bucket{%s, outcome="success", %s}[%s]))
        / sum by (namespace, model_name) (rate(inference_request_duration_seconds_count{%s, outcome="success"}[%s]))
      )\
      """;

  private static final String FAILED =
      """
      round(sum by (namespace, model_name) (increase(inference_requests_total{%s, code=~"5..|INTERNAL|UNAVAILABLE|UNKNOWN|DEADLINE_EXCEEDED"}[%s])))\
      """;

  private static final String LATE =
      """
      round(
        sum by (namespace, model_name) (increase(inference_request_duration_seconds_count{%s, outcome="success"}[%s]))
        - sum by (namespace, model_name) (increase(inference_request_duration_seconds_bucket{%s, outcome="success", %s}[%s]))
      )\
      """;

  private static final String BURNS =
      """
      (
        %s{%s} > %s * %s
        and
        %s{%s} > %s * %s
        and
        %s{%s} >= %s
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

  /// Over which windows an alert looks.
  private record WindowPair(String longer, String shorter, Window window) {}

  RuleGroup records() {
    List<Recording> rules = new ArrayList<>();
    for (String window : WINDOWS) {
      rules.add(recording(Kind.ERRORS, window, errors(window)));
      rules.add(recording(Kind.SLOW, window, slow(window)));
    }
    for (String window : COUNTED) {
      Bound over = over(window);
      TracedText model = of.model();
      rules.add(counted(Kind.ERRORS, window, Query.of(FAILED, model, over)));
      rules.add(
          counted(Kind.SLOW, window, Query.of(LATE, model, over, model, limit.matcher(), over)));
    }
    return of.group("records", rules);
  }

  private static Recording recording(Kind kind, String window, Query expr) {
    return new Recording(ratio(kind, window), List.of(), expr, new TreeMap<>());
  }

  private static Recording counted(Kind kind, String window, Query expr) {
    return new Recording(count(kind, window), List.of(), expr, new TreeMap<>());
  }

  private static String count(Kind kind, String window) {
    return "inference:requests_%s:increase%s".formatted(kind.word(), window);
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
    String name = budget.kind().alert() + (severity == Severity.PAGE ? FAST : "");
    List<WindowPair> ways = pairs.stream().filter(pair -> exists(budget, pair)).toList();
    return ways.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Alert(
                name,
                severity,
                Optional.of(budget.kind().slo()),
                ways.stream().map(pair -> note(budget, pair)).toList(),
                Query.of(
                    TracedText.joined(
                        ways.stream().map(pair -> burns(budget, pair)).toList(), "\nor\n")),
                Optional.empty(),
                of.annotations(name, summary(budget.kind()), description(budget))));
  }

  private boolean exists(Budget budget, WindowPair pair) {
    return budget.allows(Figure.of(of.plan(), budget.kind().burn(pair.window()).rate()));
  }

  /// Why that many bad requests, for whoever reads the file.
  private TracedText note(Budget budget, WindowPair pair) {
    Key<Integer> least = budget.kind().burn(pair.window()).least();
    Figure count = Figure.of(of.plan(), least);
    return TracedText.of(
        "At least %s %s in %s; %s",
        count,
        count.value().intValue() == 1 ? "bad request" : "bad requests",
        over(pair.longer()),
        of.why(least));
  }

  private TracedText burns(Budget budget, WindowPair pair) {
    Figure factor = Figure.of(of.plan(), budget.kind().burn(pair.window()).rate());
    return TracedText.of(
        BURNS,
        ratio(budget.kind(), pair.longer()),
        of.model(),
        factor,
        budget.share(),
        ratio(budget.kind(), pair.shorter()),
        of.model(),
        factor,
        budget.share(),
        count(budget.kind(), pair.longer()),
        of.model(),
        Figure.of(of.plan(), budget.kind().burn(pair.window()).least()));
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
          case ERRORS -> TracedText.of("requests failed");
          case SLOW -> TracedText.of("good answers took longer than %s", limit.text());
        };
    return TracedText.of(
        "%s of %s; the objective allows %s over %s days. At this rate that budget is"
            + " spent too early.",
        new TracedText.Placeholder("$value | humanizePercentage"),
        bad,
        budget.allowed(),
        Figure.of(of.plan(), PlanKeys.SLO_WINDOW));
  }
}
