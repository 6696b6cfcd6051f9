// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Percentile;
import dev.slipway.cost.Numbers;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.plan.Choice.Basis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans the limits of alerts and metrics from the objectives, and the dates of reviews.
final class AlertRules {

  private static final int WINDOW_DAYS = 30;
  private static final double[] AROUND = {0.1, 0.25, 0.5, 0.75, 1.5, 2, 4};

  private final PlanRequest request;
  private final Grounds grounds;

  AlertRules(PlanRequest request, Grounds grounds) {
    this.request = request;
    this.grounds = grounds;
  }

  void choose(Draft draft) {
    objectives(draft);
    burns(draft);
    metrics(draft);
    rhythms(draft);
    drift(draft);
  }

  private void objectives(Draft draft) {
    Choice<Double> availability = grounds.availability();
    draft.put(
        PlanKeys.SLO_AVAILABILITY,
        availability.value(),
        availability.basis(),
        availability.because());
    draft.put(
        PlanKeys.SLO_WINDOW,
        WINDOW_DAYS,
        Basis.RULE,
        "a rolling window of 30 days, so that each has as many weekends; the burn rates follow from"
            + " it");
    LatencyLimit latency = grounds.latency().value();
    draft.put(
        PlanKeys.SLO_LATENCY,
        latency.limit(),
        grounds.latency().basis(),
        grounds.latency().because());
    draft.put(
        PlanKeys.SLO_LATENCY_SHARE,
        latency.at().share(),
        grounds.latency().basis(),
        "the share behind %s, the highest percentile with a limit".formatted(latency.at()));
  }

  private void burns(Draft draft) {
    burn(draft, PlanKeys.BURN_PAGE_FAST, new Burn(0.02, 1, "an hour"));
    burn(draft, PlanKeys.BURN_PAGE_SLOW, new Burn(0.05, 6, "six hours"));
    burn(draft, PlanKeys.BURN_TICKET_FAST, new Burn(0.10, 24, "a day"));
    burn(draft, PlanKeys.BURN_TICKET_SLOW, new Burn(0.10, 72, "three days"));
  }

  private record Burn(double budget, int hours, String title) {}

  /// No burn rate is above one over the error budget, which all requests failing would give.
  private void burn(Draft draft, Key<Double> key, Burn burn) {
    int window = draft.value(PlanKeys.SLO_WINDOW);
    double factor = burn.budget * window * 24 / burn.hours;
    double loosest =
        Math.min(draft.value(PlanKeys.SLO_AVAILABILITY), draft.value(PlanKeys.SLO_LATENCY_SHARE));
    double most = 0.9 / (1 - loosest);
    String capped =
        factor <= most
            ? ""
            : "; at an objective of %s it could never be reached, so that it is kept at %s"
                .formatted(Numbers.percent(loosest), Numbers.brief(most));
    draft.put(
        key,
        rounded(Math.min(factor, most)),
        Basis.RULE,
        "%s of the error budget in %s: share times %d days divided by the long window, %s%s"
            .formatted(
                Numbers.percent(burn.budget), burn.title, window, Numbers.brief(factor), capped));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_UP)).doubleValue();
  }

  private void metrics(Draft draft) {
    int queue = draft.value(PlanKeys.QUEUE);
    draft.put(
        PlanKeys.SATURATION_QUEUE,
        Math.max(2, queue / 2),
        Basis.RULE,
        "half of the longest queue of %d: there is still time before requests are turned away"
            .formatted(queue));
    draft.put(
        PlanKeys.LATENCY_BUCKETS,
        buckets(draft),
        grounds.latency().basis(),
        ("each limit is itself a bound (%s), so that the share within it is counted, not guessed;"
                + " others lie around the limits, the measured median and the deadline")
            .formatted(
                grounds.limits().stream()
                    .map(l -> Durations.exact(l.limit()))
                    .collect(Collectors.joining(", "))));
    draft.put(
        PlanKeys.SCRAPE_INTERVAL,
        15,
        Basis.RULE,
        "20 readings in the shortest alert window of 5 minutes");
    int window = draft.value(PlanKeys.SLO_WINDOW);
    draft.put(
        PlanKeys.METRICS_RETENTION,
        window + window / 2,
        Basis.RULE,
        "the window of %d days, and half as much for looking back".formatted(window));
  }

  /// Where more come together than a histogram has, those around the limits give way.
  private LatencyBuckets buckets(Draft draft) {
    Set<BigDecimal> bounds = new LinkedHashSet<>();
    List<BigDecimal> limits =
        grounds.limits().reversed().stream()
            .map(limit -> LatencyBuckets.seconds(limit.limit()))
            .toList();
    bounds.addAll(limits);
    bounds.add(LatencyBuckets.seconds(Duration.ofMillis(draft.value(PlanKeys.DEADLINE))));
    median().ifPresent(bounds::add);
    for (BigDecimal limit : limits) {
      for (double factor : AROUND) {
        bounds.add(limit.multiply(BigDecimal.valueOf(factor)).stripTrailingZeros());
      }
    }
    return LatencyBuckets.of(bounds.stream().limit(LatencyBuckets.MOST).toList());
  }

  /// The measured median, with two digits.
  private Optional<BigDecimal> median() {
    return request
        .profile()
        .flatMap(p -> p.open().response().at(new Percentile(50)))
        .map(found -> LatencyBuckets.seconds(found.value()))
        .map(median -> median.round(new MathContext(2, RoundingMode.UP)).stripTrailingZeros())
        .filter(median -> median.signum() > 0);
  }

  private void rhythms(Draft draft) {
    Optional<Bytes> stated = request.project().objectives().image();
    Bytes image = stated.orElse(new Bytes(250_000_000));
    draft.put(
        PlanKeys.IMAGE_LIMIT,
        Math.toIntExact(image.count() >> 20),
        stated.isPresent() ? Basis.OBJECTIVE : Basis.ASSUMED,
        stated.isPresent()
            ? image + " is your objective, in whole MiB below it"
            : "no image size is stated; 250 MB pull within seconds on a usual network");
    Lookout lookout = lookout();
    draft.put(PlanKeys.REVIEW_DAYS, lookout.review, Basis.RULE, lookout.because);
    draft.put(
        PlanKeys.MODEL_AGE,
        lookout.review * 6,
        Basis.ASSUMED,
        ("six reviews of %d days without a retraining: by then somebody confirms the model or"
                + " retrains it; nobody measured how it ages")
            .formatted(lookout.review));
    draft.put(
        PlanKeys.RETRAINING_PAUSE,
        7,
        Basis.RULE,
        "a week between two retrainings, so that one is judged before the next");
  }

  private record Lookout(int review, String because) {}

  private Lookout lookout() {
    return switch (request.project().objectives().risk()) {
      case MINIMAL -> new Lookout(30, "every 30 days, since the stated risk is minimal");
      case LIMITED -> new Lookout(14, "every 14 days, since the stated risk is limited");
      case HIGH -> new Lookout(7, "every 7 days, since the stated risk is high");
    };
  }

  private void drift(Draft draft) {
    draft.put(
        PlanKeys.DRIFT_WARN,
        0.1,
        Basis.RULE,
        "by convention little changes below 0.1; a shift of a third of a standard deviation reaches"
            + " it");
    draft.put(
        PlanKeys.DRIFT_ALERT,
        0.2,
        Basis.RULE,
        "a shift of 0.45 standard deviations reaches 0.2; it opens a ticket and pages nobody");
    draft.put(
        PlanKeys.DRIFT_ROWS,
        500,
        Basis.RULE,
        "in simulations without any change, windows of 50 rows passed 0.2 in 44 % of cases and"
            + " windows of 500 in none");
    draft.put(
        PlanKeys.DRIFT_AGREEING,
        2,
        Basis.RULE,
        "two of the last three windows, so that one odd day is no drift");
    draft.put(
        PlanKeys.DRIFT_WINDOWS, 3, Basis.RULE, "the last three windows are looked at together");
  }
}
