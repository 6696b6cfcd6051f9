// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Expectation;
import dev.slipway.bundle.alert.Scenario.Series;
import dev.slipway.bundle.alert.Service.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tests of the rules on the job that scores in batch.
final class ScoringScenarios {

  private static final String STEP = "1m";
  private static final String SUCCEEDED = "kube_cronjob_status_last_successful_time";
  private static final String CREATED = "kube_cronjob_created";
  private static final int MINUTES = 30;
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;

  private final Scoring scoring;
  private final Expected expected;
  private final TestSeries series;

  ScoringScenarios(RuleContext of, Map<String, Alert> alerts, Scoring scoring) {
    this.scoring = scoring;
    series = new TestSeries(of.service().name(), scoring.namespace());
    expected = new Expected(of, alerts, scoring.namespace());
  }

  /// Series of a job that nothing is to be said of.
  List<Series> well() {
    return List.of(
        series.beside("kube_cronjob_info", TestSeries.steady(1), "cronjob", scoring.job()),
        failed(TestSeries.steady(0)),
        ended(CREATED, -10 * limit(), MINUTES),
        ended(SUCCEEDED, 0, MINUTES));
  }

  List<Scenario> all() {
    int until = expected.until(ScoringRules.FAILS);
    String name = scoring.job() + "-1";
    return List.of(
        new Scenario(
            "a run in batch fails",
            STEP,
            List.of(failed(Expected.level(1, until))),
            List.of(fails(until, name))),
        new Scenario(
            "a run in batch failed, and a later one ended well",
            STEP,
            List.of(
                failed(Expected.level(1, until)),
                series.beside("kube_job_created", Expected.level(0, until), "job_name", name),
                ended(SUCCEEDED, 60, until)),
            List.of(Expected.quiet(ScoringRules.FAILS, until))),
        new Scenario(
            "a run in batch that was made by hand fails after one that ended well",
            STEP,
            List.of(
                failed(scoring.job() + "-now", Expected.level(1, until)),
                series.beside(
                    "kube_job_created",
                    Expected.level(120, until),
                    "job_name",
                    scoring.job() + "-now"),
                ended(SUCCEEDED, 60, until)),
            List.of(fails(until, scoring.job() + "-now"))),
        late("no run in batch ends well any more", SUCCEEDED),
        late("no run in batch has ever ended well", CREATED),
        onTime());
  }

  /// What is absent without any series.
  Expectation unseen() {
    return expected.fires(
        ScoringRules.UNSEEN,
        expected.until(ScoringRules.UNSEEN),
        new TreeMap<>(Map.of("namespace", scoring.namespace(), "cronjob", scoring.job())));
  }

  private Scenario late(String title, String metric) {
    int until = expected.until(ScoringRules.LATE);
    long late = limit() + HOUR;
    List<Series> seen = new ArrayList<>();
    seen.add(ended(metric, until * 60L - late, until));
    if (!metric.equals(CREATED)) {
      seen.add(ended(CREATED, until * 60L - 2 * late, until));
    }
    return new Scenario(
        title, STEP, seen, List.of(expected.fires(ScoringRules.LATE, until, humanized(late))));
  }

  /// The job itself is much older, as it is after some runs.
  private Scenario onTime() {
    int until = expected.until(ScoringRules.LATE);
    return new Scenario(
        "the last run in batch ended well just within the limit",
        STEP,
        List.of(
            ended(SUCCEEDED, until * 60L - limit(), until),
            ended(CREATED, until * 60L - 10 * limit(), until)),
        List.of(Expected.quiet(ScoringRules.LATE, until)));
  }

  /// Seconds since the last good run from which on one is late.
  private long limit() {
    return ScoringRules.every(scoring.asked()).value().longValueExact()
        + ScoringRules.within(scoring.asked()).value().longValueExact();
  }

  private Expectation fails(int until, String job) {
    return expected.fires(
        ScoringRules.FAILS,
        until,
        new TreeMap<>(Map.of("namespace", scoring.namespace(), "job_name", job)),
        job);
  }

  /// As Prometheus writes a duration of an hour or more.
  private static String humanized(long seconds) {
    long days = seconds / DAY;
    return (days > 0 ? days + "d " : "")
        + "%dh %dm %ds".formatted(seconds % DAY / HOUR, seconds % HOUR / 60, seconds % 60);
  }

  private Series failed(String values) {
    return failed(scoring.job() + "-1", values);
  }

  private Series failed(String job, String values) {
    return series.beside("kube_job_failed", values, "job_name", job, "condition", "true");
  }

  /// @param when in seconds; before the first minute of a test it is below nought
  private Series ended(String metric, long when, int minutes) {
    return series.beside(metric, Expected.level(when, minutes), "cronjob", scoring.job());
  }
}
