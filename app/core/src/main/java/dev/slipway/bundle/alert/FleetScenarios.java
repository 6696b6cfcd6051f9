// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Expectation;
import dev.slipway.bundle.alert.Scenario.Series;
import dev.slipway.plan.PlanKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The tests of the rules on replicas and what is beside them.
final class FleetScenarios {

  private static final String STEP = "1m";
  private static final String READY = "inference_ready";
  private static final String STARTED = "process_start_time_seconds";
  private static final String MEMORY = "process_resident_memory_bytes";
  private static final String ENDS = "probe_ssl_earliest_cert_expiry";
  private static final String SUCCEEDED = "kube_cronjob_status_last_successful_time";
  private static final String CREATED = "kube_cronjob_created";
  private static final String JOB = "scrape";

  /// Minutes between two restarts.
  private static final int APART = 5;

  private static final int DAY = 86_400;

  /// As long as the others of a fleet that is well.
  private static final int MINUTES = 30;

  private final RuleContext of;
  private final Expected expected;
  private final TestSeries series;
  private final int least;

  FleetScenarios(RuleContext of, Expected expected, TestSeries series) {
    this.of = of;
    this.expected = expected;
    this.series = series;
    least = of.service().fleet().replicas() ? of.plan().value(PlanKeys.REPLICAS_MIN) : 1;
  }

  /// Series of a fleet that nothing is to be said of.
  List<Series> well() {
    String now = TestSeries.steady(1);
    List<Series> all = new ArrayList<>(replicas(least, now));
    for (int i = 1; i <= least; i++) {
      // One restart is none that anybody is told of.
      all.add(process(STARTED, restarts(i == 1 ? FleetRules.RESTARTS_LEAST - 1 : 0, MINUTES), i));
      all.add(process(MEMORY, TestSeries.steady(1), i));
    }
    of.service()
        .fleet()
        .review()
        .ifPresent(job -> {
          all.add(series.beside("kube_cronjob_info", now, "cronjob", job));
          all.add(failed(job, TestSeries.steady(0)));
          all.add(reviewed(SUCCEEDED, job, -reviewDays() * (long) DAY, MINUTES));
        });
    of.service()
        .fleet()
        .host()
        .ifPresent(host ->
            all.add(ends(host, TestSeries.steady(DAY * (FleetRules.CERTIFICATE_DAYS + 1)))));
    return all;
  }

  /// As few scenarios as tell the alerts apart: promtool evaluates every rule each minute of each.
  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.add(ailing());
    if (expected.has(FleetRules.AT_MOST)) {
      all.add(atMost());
    }
    if (of.service().fleet().review().isPresent() || of.service().fleet().host().isPresent()) {
      all.add(beside());
    }
    of.service()
        .fleet()
        .review()
        .ifPresent(job -> {
          all.add(overdue("no review ends well any more", SUCCEEDED, job));
          all.add(overdue("no review has ever ended well", CREATED, job));
        });
    all.add(withoutACluster());
    return all;
  }

  /// What is absent without any series, beside the service.
  List<Expectation> unseen() {
    List<Expectation> all = new ArrayList<>();
    of.service()
        .fleet()
        .review()
        .ifPresent(job ->
            all.add(
                expected.fires(
                    FleetRules.REVIEW_UNSEEN,
                    expected.until(FleetRules.REVIEW_UNSEEN),
                    new TreeMap<>(Map.of("namespace", series.namespace(), "cronjob", job)))));
    if (of.service().fleet().host().isPresent()) {
      int until = expected.until(FleetRules.CERTIFICATE_UNSEEN);
      all.add(expected.fires(FleetRules.CERTIFICATE_UNSEEN, until, new TreeMap<>()));
    }
    return all;
  }

  private Scenario ailing() {
    int times = FleetRules.RESTARTS_LEAST;
    int restarted = APART * (times + 1) + expected.until(FleetRules.RESTARTS);
    int full = expected.until(FleetRules.MEMORY);
    int until = Math.max(restarted, full);
    long limit = (long) of.plan().value(PlanKeys.MEMORY_LIMIT) << 20;
    List<Series> all = new ArrayList<>(replicas(Math.max(1, least - 1), Expected.level(1, until)));
    all.add(process(STARTED, restarts(times, until), 1));
    all.add(process(MEMORY, Expected.level(limit, until), 1));
    List<Expectation> told = new ArrayList<>();
    told.add(expected.fires(FleetRules.RESTARTS, restarted, String.valueOf(times)));
    told.add(expected.fires(FleetRules.MEMORY, full, "100%"));
    if (expected.has(FleetRules.MISSING)) {
      all.add(replica(least, Expected.level(0, until)));
      told.add(
          expected.fires(
              FleetRules.MISSING, expected.until(FleetRules.MISSING), String.valueOf(least - 1)));
      told.add(Expected.quiet(HealthRules.NOT_READY, until));
    }
    return new Scenario(
        expected.has(FleetRules.MISSING)
            ? "a replica is missing, and another is full and restarts again and again"
            : "a replica is full and restarts again and again",
        STEP,
        all,
        told);
  }

  /// When its process started, which changes so many times.
  private static String restarts(int times, int until) {
    Stream<String> starts =
        IntStream.range(0, times).mapToObj(i -> "%sx%s".formatted(i + 1, APART - 1));
    return Stream.concat(starts, Stream.of(Expected.level(times + 1, until)))
        .collect(Collectors.joining(" "));
  }

  private Scenario atMost() {
    int most = of.plan().value(PlanKeys.REPLICAS_MAX);
    int until = expected.until(FleetRules.AT_MOST);
    return new Scenario(
        "as many replicas run as may",
        STEP,
        replicas(most, Expected.level(1, until)),
        List.of(expected.fires(FleetRules.AT_MOST, until, String.valueOf(most))));
  }

  private Scenario beside() {
    List<Series> all = new ArrayList<>();
    List<Expectation> told = new ArrayList<>();
    of.service()
        .fleet()
        .review()
        .ifPresent(job -> {
          int until = expected.until(FleetRules.REVIEW_FAILS);
          all.add(failed(job, Expected.level(1, until)));
          told.add(expected.fires(FleetRules.REVIEW_FAILS, until));
        });
    of.service()
        .fleet()
        .host()
        .ifPresent(host -> {
          int until = expected.until(FleetRules.CERTIFICATE_ENDS);
          int days = FleetRules.CERTIFICATE_DAYS - 1;
          all.add(ends(host, Expected.level((long) days * DAY + until * 60L, until)));
          told.add(
              expected.fires(
                  FleetRules.CERTIFICATE_ENDS, until, new TreeMap<>(), days + "d 0h 0m 0s"));
        });
    return new Scenario("what is beside the service fails", STEP, all, told);
  }

  private Scenario overdue(String title, String metric, String job) {
    int until = expected.until(FleetRules.REVIEW_OVERDUE);
    int days = reviewDays() + FleetRules.REVIEW_ROOM_DAYS + 1;
    return new Scenario(
        title,
        STEP,
        List.of(reviewed(metric, job, until * 60L - (long) days * DAY, until)),
        List.of(expected.fires(FleetRules.REVIEW_OVERDUE, until, days + "d 0h 0m 0s")));
  }

  /// One replica, as Docker Compose has it, and none of what is beside it in a cluster.
  private Scenario withoutACluster() {
    List<String> quiet =
        Stream.of(
                HealthRules.ABSENT,
                FleetRules.MISSING,
                FleetRules.REVIEW_UNSEEN,
                FleetRules.CERTIFICATE_UNSEEN)
            .filter(expected::has)
            .toList();
    int until = quiet.stream().mapToInt(expected::until).max().orElse(0);
    return new Scenario(
        "one replica answers where there is no cluster",
        STEP,
        List.of(
            series.of(READY, Expected.level(1, until), FleetRules.CLUSTER, FleetRules.NO_CLUSTER)),
        quiet.stream().map(alert -> Expected.quiet(alert, until)).toList());
  }

  private int reviewDays() {
    return FleetRules.reviewPeriod(of.plan()).value().intValueExact();
  }

  /// @param when in seconds; before the first minute of a test it is below nought
  private Series reviewed(String metric, String job, long when, int minutes) {
    return series.beside(metric, Expected.level(when, minutes), "cronjob", job);
  }

  private List<Series> replicas(int count, String values) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> replica(i, values)).toList();
  }

  private Series replica(int number, String values) {
    return series.of(READY, values, instance(number));
  }

  private Series process(String metric, String values, int number) {
    return series.beside(metric, values, instance(number));
  }

  private static String[] instance(int number) {
    return new String[] {"job", JOB, "instance", "replica " + number};
  }

  private Series failed(String job, String values) {
    return series.beside("kube_job_failed", values, "job_name", job + "-1", "condition", "true");
  }

  /// Its namespace is that of the exporter, which asks over the network.
  private Series ends(String host, String values) {
    return series.beside(ENDS, values, "instance", "https://" + host + "/v2/health/ready");
  }
}
