// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.base.Words;
import dev.slipway.bundle.alert.Budget.Kind;
import dev.slipway.bundle.alert.Scenario.Expectation;
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
import java.util.Optional;
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

  /// Minutes in which rejected requests are counted.
  private static final int WINDOW = 5;

  private static final int A_MINUTE = 600;
  private static final int MANY = 1_000_000;
  private static final BigDecimal JUST_BELOW = new BigDecimal("0.9");

  private final RuleContext of;
  private final LimitBucket limit;
  private final Map<String, Alert> alerts;
  private final TestSeries series;
  private final Expected expected;
  private final FleetScenarios fleet;
  private final SecretScenarios secrets;
  private final Optional<ScoringScenarios> scoring;

  RuleScenarios(RuleContext of, LimitBucket limit, List<Alert> alerts) {
    this.of = of;
    this.limit = limit;
    this.alerts = new LinkedHashMap<>();
    alerts.forEach(alert -> this.alerts.put(alert.name(), alert));
    series =
        new TestSeries(
            of.service().name(),
            of.service().namespaces().map(Service.Namespaces::production).orElse("test"));
    expected = new Expected(of, this.alerts, series.namespace());
    fleet = new FleetScenarios(of, expected, series);
    secrets = new SecretScenarios(of, expected, series);
    scoring = of.service().fleet().scoring().map(job -> new ScoringScenarios(of, this.alerts, job));
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
    all.addAll(rejected());
    all.add(notReady());
    all.addAll(absent());
    all.addAll(fleet.all());
    all.addAll(secrets.all());
    scoring.ifPresent(job -> all.addAll(job.all()));
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
    all.addAll(fleet.well());
    all.addAll(secrets.well());
    scoring.ifPresent(job -> all.addAll(job.well()));
    return new Scenario(
        titled("nothing fires while every request is answered in time", bound),
        STEP,
        all,
        alerts.values().stream().map(alert -> Expected.quiet(alert.name(), LATE)).toList());
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
            .map(alert -> Expected.quiet(alert.name(), LATE))
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
    List<Expectation> told = new ArrayList<>();
    for (Alert alert : alerts.values()) {
      if (of(budget).contains(alert)) {
        told.add(expected.fires(alert.name(), LATE, "100%"));
      } else if (failed && alert.slo().isPresent()) {
        told.add(Expected.quiet(alert.name(), LATE));
      }
    }
    return new Scenario(
        titled(
            failed ? "every request fails at once" : "every good answer is late, failures are fast",
            bound),
        STEP,
        all,
        told);
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
        List.of(pages ? expected.fires(page, LATE, "100%") : Expected.quiet(page, LATE)));
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
    int settled = Expected.minutes(of.settled());
    return new Scenario(
        "the queue is longer than it should be",
        STEP,
        List.of(series.of("inference_pending_requests", Expected.level(full, settled))),
        List.of(expected.fires(HealthRules.SATURATED, settled, String.valueOf(full))));
  }

  private List<Scenario> rejected() {
    int least = of.plan().value(PlanKeys.REJECTED_LEAST);
    int eachMinute = Math.ceilDiv(least, WINDOW);
    int settled = Expected.minutes(of.settled()) + WINDOW;
    String burst = "0x%s %sx%s".formatted(WINDOW, least / 2, WINDOW + settled);
    return List.of(
        new Scenario(
            "requests are refused, minute after minute",
            STEP,
            List.of(refused("0+" + eachMinute + "x" + (settled + WINDOW))),
            List.of(
                expected.fires(
                    HealthRules.REJECTED, settled, String.valueOf(eachMinute * WINDOW)))),
        new Scenario(
            "a burst is refused in part, and no more",
            STEP,
            List.of(refused(burst)),
            List.of(
                Expected.quiet(HealthRules.REJECTED, WINDOW + 4),
                Expected.quiet(HealthRules.REJECTED, settled))));
  }

  private Series refused(String values) {
    return series.of("inference_rejected_total", values, "reason", "queue_full");
  }

  private Scenario notReady() {
    int started = Expected.minutes(of.started());
    return new Scenario(
        "no replica is ready",
        STEP,
        List.of(series.of("inference_ready", Expected.level(0, started))),
        Stream.concat(
                Stream.of(expected.fires(HealthRules.NOT_READY, started)),
                serves() ? Stream.of(Expected.quiet(HealthRules.ABSENT, started)) : Stream.empty())
            .toList());
  }

  private boolean serves() {
    return of.service().fleet().serves();
  }

  private List<Scenario> absent() {
    int settled = Expected.minutes(of.settled());
    List<Scenario> all = new ArrayList<>();
    List<Expectation> unseen = new ArrayList<>();
    if (serves()) {
      unseen.add(expected.fires(HealthRules.ABSENT, settled));
    }
    unseen.addAll(fleet.unseen());
    scoring.ifPresent(job -> unseen.add(job.unseen()));
    all.add(new Scenario("nothing is seen", STEP, List.of(), unseen));
    of.service()
        .namespaces()
        .filter(namespaces -> serves())
        .map(namespaces -> new TestSeries(of.service().name(), namespaces.staging()))
        .map(staging ->
            new Scenario(
                "production is gone while staging answers",
                STEP,
                List.of(staging.of("inference_ready", Expected.level(1, settled))),
                List.of(expected.fires(HealthRules.ABSENT, settled))))
        .ifPresent(all::add);
    return all;
  }
}
