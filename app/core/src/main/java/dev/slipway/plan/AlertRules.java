// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
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

  private static final long MEGABYTE = 1_000_000;
  private static final int WINDOW_DAYS = 30;
  private static final Duration REJECTED_WINDOW = Duration.ofMinutes(5);
  private static final int FEWEST_REJECTED = 10;

  /// So many in five minutes are a trouble by themselves, however many were asked for.
  private static final int MOST_REJECTED = 100_000;

  private static final double[] AROUND = {0.1, 0.25, 0.5, 0.75, 1.5, 2, 4};

  private final PlanRequest request;
  private final PlanFacts facts;

  AlertRules(PlanRequest request, PlanFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  void choose(Draft draft) {
    objectives(draft);
    new BurnRules(draft).choose();
    metrics(draft);
    rhythms(draft);
    drift(draft);
  }

  private void objectives(Draft draft) {
    Choice<Double> availability = facts.availability();
    draft.put(
        PlanKeys.SLO_AVAILABILITY,
        availability.value(),
        availability.basis(),
        availability.because());
    draft.put(
        PlanKeys.SLO_WINDOW,
        WINDOW_DAYS,
        Basis.RULE,
        "every rolling window of 30 days holds about as many weekends; the burn rates are"
            + " calculated from it");
    LatencyLimit latency = facts.latency().value();
    draft.put(
        PlanKeys.SLO_LATENCY, latency.limit(), facts.latency().basis(), facts.latency().because());
    draft.put(
        PlanKeys.SLO_LATENCY_SHARE,
        latency.at().share(),
        facts.latency().basis(),
        "%s is the highest percentile with a limit; this is its share".formatted(latency.at()));
  }

  private void metrics(Draft draft) {
    int queue = draft.value(PlanKeys.QUEUE);
    draft.put(
        PlanKeys.SATURATION_QUEUE,
        queue < 4 ? queue - 1 : queue / 2,
        Basis.RULE,
        queue < 4
            ? "the queue is full when its longest of %d wait; a shorter one is no trouble"
                .formatted(queue)
            : "half of the longest queue of %d leaves time to act before requests are rejected"
                .formatted(queue));
    rejected(draft);
    draft.put(
        PlanKeys.LATENCY_BUCKETS,
        buckets(draft),
        facts.latency().basis(),
        ("each latency limit (%s) is a bound, so the share within it is counted, not interpolated;"
                + " the other bounds lie around the limits, the deadline and the measured median")
            .formatted(
                facts.limits().stream()
                    .map(l -> Durations.exact(l.limit()))
                    .collect(Collectors.joining(", "))));
    draft.put(
        PlanKeys.SCRAPE_INTERVAL,
        15,
        Basis.RULE,
        "15 s give 20 readings in 5 minutes, the shortest alert window");
    int window = draft.value(PlanKeys.SLO_WINDOW);
    draft.put(
        PlanKeys.METRICS_RETENTION,
        window + window / 2,
        Basis.RULE,
        "the window is %d days; half as much again is kept for comparison".formatted(window));
  }

  /// As many as the error budget lets fail while production is as busy as it was sized for.
  private static void rejected(Draft draft) {
    double requests = draft.value(PlanKeys.PEAK_RATE) * REJECTED_WINDOW.toSeconds();
    double allowed = (1 - draft.value(PlanKeys.SLO_AVAILABILITY)) * requests;
    draft.put(
        PlanKeys.REJECTED_LEAST,
        (int) Math.max(FEWEST_REJECTED, Math.min(Math.ceil(allowed), MOST_REJECTED)),
        Basis.RULE,
        "at the planned %s requests/s five minutes have %s requests, of which the objective of %s lets %s fail; fewer than %d are a burst that is over before anybody looks"
            .formatted(
                Numbers.brief(draft.value(PlanKeys.PEAK_RATE)),
                Numbers.brief(Math.rint(requests)),
                Numbers.percent(draft.value(PlanKeys.SLO_AVAILABILITY)),
                Numbers.brief(Math.ceil(allowed)),
                FEWEST_REJECTED));
  }

  /// Where more come together than a histogram has, those around the limits give way.
  private LatencyBuckets buckets(Draft draft) {
    Set<BigDecimal> bounds = new LinkedHashSet<>();
    List<BigDecimal> limits =
        facts.limits().reversed().stream()
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
        .flatMap(p -> p.users().response().at(new Percentile(50)))
        .map(found -> LatencyBuckets.seconds(found.value()))
        .map(median -> median.round(new MathContext(2, RoundingMode.UP)).stripTrailingZeros())
        .filter(median -> median.signum() > 0);
  }

  private static boolean isWhole(Bytes image) {
    return image.count() % MEGABYTE == 0;
  }

  private void rhythms(Draft draft) {
    Optional<Bytes> stated = request.project().objectives().image();
    Bytes image = stated.orElse(new Bytes(250_000_000));
    draft.put(
        PlanKeys.IMAGE_LIMIT,
        Math.toIntExact(image.count() / MEGABYTE),
        stated.isPresent() ? Basis.OBJECTIVE : Basis.ASSUMED,
        stated.isPresent()
            ? "your objective is " + image + (isWhole(image) ? "" : ", rounded down to whole MB")
            : "no image size is stated; a usual network pulls 250 MB within seconds");
    ReviewInterval interval = reviewInterval();
    int days = draft.put(PlanKeys.REVIEW_DAYS, interval.days, interval.basis, interval.because);
    draft.put(
        PlanKeys.MODEL_AGE,
        days * 6,
        Basis.ASSUMED,
        ("after six reviews, %d days apart, somebody confirms the model or retrains it; how fast it"
                + " ages was not measured")
            .formatted(days));
    draft.put(
        PlanKeys.RETRAINING_PAUSE,
        7,
        Basis.RULE,
        "a week is enough to judge one retraining before the next");
  }

  private record ReviewInterval(int days, Basis basis, String because) {

    ReviewInterval(int days, String because) {
      this(days, Basis.RULE, because);
    }
  }

  private ReviewInterval reviewInterval() {
    Optional<Objectives.Risk> stated = request.project().objectives().risk();
    if (stated.isEmpty()) {
      return new ReviewInterval(
          14,
          Basis.ASSUMED,
          "no risk is stated; a limited one, with a review every 14 days, is assumed");
    }
    return switch (stated.get()) {
      case MINIMAL ->
          new ReviewInterval(30, "the stated risk is minimal, so a review every 30 days is enough");
      case LIMITED ->
          new ReviewInterval(14, "the stated risk is limited, so a review is due every 14 days");
      case HIGH ->
          new ReviewInterval(7, "the stated risk is high, so a review is due every 7 days");
    };
  }

  private void drift(Draft draft) {
    draft.put(
        PlanKeys.DRIFT_WARN,
        0.1,
        Basis.RULE,
        "by convention an index below 0.1 means little change; a shift of a third of a standard"
            + " deviation reaches 0.1");
    draft.put(
        PlanKeys.DRIFT_ALERT,
        0.2,
        Basis.RULE,
        "a shift of 0.45 standard deviations reaches 0.2; the alert opens a ticket and pages"
            + " nobody");
    draft.put(
        PlanKeys.DRIFT_ROWS,
        500,
        Basis.RULE,
        "in simulations without drift, 44 % of windows of 50 rows passed 0.2; no window of 500 rows"
            + " did");
    draft.put(
        PlanKeys.DRIFT_AGREEING,
        2,
        Basis.RULE,
        "two of the last three windows must agree, so one odd day raises no alert");
    draft.put(PlanKeys.DRIFT_WINDOWS, 3, Basis.RULE, "the last three windows are judged together");
  }
}
