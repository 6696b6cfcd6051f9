// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.base.Words;
import dev.slipway.bundle.alert.Budget.Kind;
import dev.slipway.bundle.alert.Scenario.Expectation;
import dev.slipway.bundle.alert.Scenario.Fired;
import dev.slipway.bundle.alert.Scenario.Series;
import dev.slipway.plan.BurnKeys.Window;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The tests of the rules: what is well, what is only just well, and each thing that is not.
final class RuleScenarios {

  private static final String STEP = "1m";
  private static final String REQUESTS = "inference_requests_total";

  /// When the burn rates are looked at. They are ratios of steady streams, so they are the same
  /// over every window, however little of it has been seen; more minutes would only make the test
  /// slow.
  private static final int LATE = 30;

  private static final int SETTLED = 2;

  private static final int A_MINUTE = 600;
  private static final int MANY = 1_000_000;
  private static final BigDecimal JUST_BELOW = new BigDecimal("0.9");

  /// Minutes until an alert has fired for sure, and those measured after that.
  private static final int PATIENCE = 6;

  private static final int AFTER = 10;

  private final RuleContext of;
  private final LimitBucket limit;
  private final Map<String, Alert> alerts;
  private final TestSeries series;

  RuleScenarios(RuleContext of, LimitBucket limit, List<Alert> alerts) {
    this.of = of;
    this.limit = limit;
    this.alerts = new LinkedHashMap<>();
    alerts.forEach(alert -> this.alerts.put(alert.name(), alert));
    series =
        new TestSeries(
            of.service().name(),
            of.service().namespaces().map(Service.Namespaces::production).orElse("test"));
  }

  List<Scenario> all(List<Budget> budgets) {
    List<Scenario> all = new ArrayList<>();
    for (String bound : limit.labels()) {
      all.add(well(bound));
      all.add(justWell(bound, budgets));
      for (Budget budget : budgets) {
        if (!of(budget).isEmpty()) {
          all.add(bad(bound, budget));
        }
      }
    }
    all.addAll(fewFail(budgets.getFirst()));
    all.add(saturated());
    all.add(rejected());
    all.add(notReady());
    all.addAll(absent());
    return all;
  }

  /// Where the bucket can be stored under two labels, the tests are run under both.
  private String titled(String name, String bound) {
    return limit.labels().size() == 1 ? name : name + ", the bucket being " + bound;
  }

  private List<Alert> of(Budget budget) {
    return alerts.values().stream()
        .filter(alert -> alert.slo().filter(budget.kind().slo()::equals).isPresent())
        .toList();
  }

  private Scenario well(String bound) {
    List<Series> all = new ArrayList<>();
    all.add(series.of(REQUESTS, TestSeries.rising(A_MINUTE), "code", "200"));
    all.addAll(series.timed(bound, A_MINUTE, A_MINUTE));
    all.add(series.of("inference_pending_requests", TestSeries.steady(0)));
    all.add(series.of("inference_ready", TestSeries.steady(1)));
    return new Scenario(
        titled("nothing fires while every request is answered in time", bound),
        STEP,
        all,
        alerts.values().stream().map(alert -> quiet(alert.name(), LATE)).toList());
  }

  private Scenario justWell(String bound, List<Budget> budgets) {
    long failed = below(budgets.getFirst());
    List<Series> all = new ArrayList<>();
    all.add(series.of(REQUESTS, TestSeries.rising(MANY - failed), "code", "200"));
    all.add(series.of(REQUESTS, TestSeries.rising(failed), "code", "500"));
    all.addAll(series.timed(bound, MANY, MANY - below(budgets.getLast())));
    return new Scenario(
        titled("nothing fires just below every threshold", bound),
        STEP,
        all,
        budgets.stream()
            .flatMap(budget -> of(budget).stream())
            .map(alert -> quiet(alert.name(), LATE))
            .toList());
  }

  /// Of a million requests a minute, a little too few bad ones for any alert.
  private long below(Budget budget) {
    double gentlest =
        Arrays.stream(Window.values())
            .mapToDouble(window -> of.plan().value(budget.kind().burn(window).rate()))
            .filter(rate -> rate > 0)
            .min()
            .orElse(1);
    return budget
        .share()
        .value()
        .multiply(BigDecimal.valueOf(gentlest))
        .multiply(JUST_BELOW)
        .min(JUST_BELOW)
        .multiply(BigDecimal.valueOf(MANY))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /// Of one budget, the other being kept: failures are fast, which is neither in time nor late.
  private Scenario bad(String bound, Budget budget) {
    boolean failed = budget.kind() == Kind.ERRORS;
    List<Series> all = new ArrayList<>();
    all.add(series.of(REQUESTS, TestSeries.rising(failed ? 0 : A_MINUTE), "code", "200"));
    all.add(series.of(REQUESTS, TestSeries.rising(A_MINUTE), "code", "503"));
    all.addAll(series.timed(bound, failed ? 0 : A_MINUTE, 0));
    all.addAll(series.failedFast(bound, A_MINUTE));
    List<Expectation> expected = new ArrayList<>();
    for (Alert alert : alerts.values()) {
      if (of(budget).contains(alert)) {
        expected.add(fires(alert.name(), LATE, "100%"));
      } else if (failed && alert.slo().isPresent()) {
        expected.add(quiet(alert.name(), LATE));
      }
    }
    return new Scenario(
        titled(
            failed ? "every request fails at once" : "every good answer is late, failures are fast",
            bound),
        STEP,
        all,
        expected);
  }

  /// The last requests fail, and there are no others. Promtool may evaluate an alert before what it
  /// rests on, so all have failed a few minutes before it is looked at.
  private Scenario few(Budget budget, int failed, boolean pages) {
    String page = budget.kind().alert() + BudgetRules.FAST;
    String values =
        "0x%s 1+1x%s %sx%s".formatted(LATE - SETTLED - failed, failed - 1, failed, SETTLED - 1);
    return new Scenario(
        "%s fail of as many: that is %s chance explains"
            .formatted(Words.count(failed, "request"), pages ? "more than" : "no more than"),
        STEP,
        List.of(series.of(REQUESTS, values, "code", "500")),
        List.of(pages ? fires(page, LATE, "100%") : quiet(page, LATE)));
  }

  private List<Scenario> fewFail(Budget budget) {
    int least =
        Stream.of(Window.PAGE_FAST, Window.PAGE_SLOW)
            .map(budget.kind()::burn)
            .filter(burn -> budget.allows(Figure.of(of.plan(), burn.rate())))
            .mapToInt(burn -> of.plan().value(burn.least()))
            .min()
            .orElse(0);
    return least < 2 || least > LATE - SETTLED
        ? List.of()
        : List.of(few(budget, least - 1, false), few(budget, least, true));
  }

  private Scenario saturated() {
    int full = of.plan().value(PlanKeys.SATURATION_QUEUE) + 1;
    int settled = minutes(of.settled());
    return new Scenario(
        "the queue is longer than it should be",
        STEP,
        List.of(series.of("inference_pending_requests", level(full, settled))),
        List.of(fires(HealthRules.SATURATED, settled, String.valueOf(full))));
  }

  private Scenario rejected() {
    int settled = minutes(of.settled());
    return new Scenario(
        "requests are refused",
        STEP,
        List.of(
            series.of(
                "inference_rejected_total", "0+60x" + (settled + AFTER), "reason", "queue_full")),
        List.of(fires(HealthRules.REJECTED, settled, "1")));
  }

  private Scenario notReady() {
    int started = minutes(of.started());
    return new Scenario(
        "no replica is ready",
        STEP,
        List.of(series.of("inference_ready", level(0, started))),
        List.of(fires(HealthRules.NOT_READY, started), quiet(HealthRules.ABSENT, started)));
  }

  private List<Scenario> absent() {
    int settled = minutes(of.settled());
    List<Scenario> all = new ArrayList<>();
    all.add(
        new Scenario(
            "no replica is seen", STEP, List.of(), List.of(fires(HealthRules.ABSENT, settled))));
    of.service()
        .namespaces()
        .map(namespaces -> new TestSeries(of.service().name(), namespaces.staging()))
        .map(staging ->
            new Scenario(
                "production is gone while staging answers",
                STEP,
                List.of(staging.of("inference_ready", level(1, settled))),
                List.of(fires(HealthRules.ABSENT, settled))))
        .ifPresent(all::add);
    return all;
  }

  private static int minutes(Figure seconds) {
    return Math.ceilDiv(seconds.value().intValueExact(), 60) + PATIENCE;
  }

  private static String level(int value, int minutes) {
    return value + "x" + (minutes + AFTER);
  }

  private static Expectation quiet(String alert, int minutes) {
    return new Expectation(alert, minutes + "m", List.of());
  }

  /// @param values that Prometheus puts into the description
  private Expectation fires(String name, int minutes, String... values) {
    Alert alert = Objects.requireNonNull(alerts.get(name));
    SortedMap<String, String> labels = new TreeMap<>(Map.of("model_name", of.service().name()));
    // What is absent has no labels but those that were asked for.
    if (!name.equals(HealthRules.ABSENT) || of.service().namespaces().isPresent()) {
      labels.put("namespace", series.namespace());
    }
    return new Expectation(
        name,
        minutes + "m",
        List.of(new Fired(alert.labels(labels), alert.annotations().filled(values))));
  }
}
