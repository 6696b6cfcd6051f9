// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Series;
import dev.slipway.plan.PlanKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The tests of the rules on replicas and what is beside them.
final class FleetScenarios {

  private static final String STEP = "1m";
  private static final String READY = "inference_ready";
  private static final String STARTED = "process_start_time_seconds";
  private static final String MEMORY = "process_resident_memory_bytes";
  private static final String ENDS = "probe_ssl_earliest_cert_expiry";
  private static final String JOB = "scrape";

  /// Minutes between two restarts.
  private static final int APART = 5;

  private static final int DAY = 86_400;

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
      all.add(process(STARTED, TestSeries.steady(DAY), i));
      all.add(process(MEMORY, TestSeries.steady(1), i));
    }
    of.service().fleet().review().ifPresent(job -> {
      all.add(series.beside("kube_cronjob_info", now, "cronjob", job));
      all.add(failed(job, TestSeries.steady(0)));
    });
    of.service()
        .fleet()
        .host()
        .ifPresent(host ->
            all.add(ends(host, TestSeries.steady(DAY * (FleetRules.CERTIFICATE_DAYS + 1)))));
    return all;
  }

  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    if (expected.has(FleetRules.MISSING)) {
      all.add(missing());
    }
    if (expected.has(FleetRules.AT_MOST)) {
      all.add(atMost());
    }
    all.add(restarted(FleetRules.RESTARTS_LEAST));
    all.add(restarted(FleetRules.RESTARTS_LEAST - 1));
    all.add(full());
    of.service().fleet().review().ifPresent(job -> all.addAll(reviews(job)));
    of.service().fleet().host().ifPresent(host -> all.addAll(certificates(host)));
    return all;
  }

  private Scenario missing() {
    int until = expected.until(FleetRules.MISSING);
    List<Series> all = new ArrayList<>(replicas(least - 1, Expected.level(1, until)));
    all.add(replica(least, Expected.level(0, until)));
    return new Scenario(
        "a replica is missing",
        STEP,
        all,
        List.of(
            expected.fires(FleetRules.MISSING, until, String.valueOf(least - 1)),
            Expected.quiet(HealthRules.NOT_READY, until)));
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

  private Scenario restarted(int times) {
    int until = APART * (times + 1) + expected.until(FleetRules.RESTARTS);
    Stream<String> starts =
        IntStream.range(0, times).mapToObj(i -> "%sx%s".formatted(i + 1, APART - 1));
    String values =
        String.join(
            " ",
            Stream.concat(starts, Stream.of(Expected.level(times + 1, until))).toList());
    boolean fires = times >= FleetRules.RESTARTS_LEAST;
    return new Scenario(
        fires ? "a replica restarts again and again" : "a replica restarted once",
        STEP,
        List.of(replica(1, Expected.level(1, until)), process(STARTED, values, 1)),
        List.of(
            fires
                ? expected.fires(FleetRules.RESTARTS, until, String.valueOf(times))
                : Expected.quiet(FleetRules.RESTARTS, until)));
  }

  private Scenario full() {
    int until = expected.until(FleetRules.MEMORY);
    long limit = (long) of.plan().value(PlanKeys.MEMORY_LIMIT) << 20;
    return new Scenario(
        "a replica's memory is full",
        STEP,
        List.of(
            replica(1, Expected.level(1, until)),
            process(MEMORY, Expected.level(limit, until), 1)),
        List.of(expected.fires(FleetRules.MEMORY, until, "100%")));
  }

  private List<Scenario> reviews(String job) {
    int fails = expected.until(FleetRules.REVIEW_FAILS);
    int unseen = expected.until(FleetRules.REVIEW_UNSEEN);
    return List.of(
        new Scenario(
            "a review fails",
            STEP,
            List.of(failed(job, Expected.level(1, fails))),
            List.of(expected.fires(FleetRules.REVIEW_FAILS, fails))),
        new Scenario(
            "nobody sees the reviews",
            STEP,
            List.of(),
            List.of(
                expected.fires(
                    FleetRules.REVIEW_UNSEEN,
                    unseen,
                    new TreeMap<>(Map.of("namespace", series.namespace(), "cronjob", job))))));
  }

  private List<Scenario> certificates(String host) {
    int ends = expected.until(FleetRules.CERTIFICATE_ENDS);
    int unseen = expected.until(FleetRules.CERTIFICATE_UNSEEN);
    int days = FleetRules.CERTIFICATE_DAYS - 1;
    return List.of(
        new Scenario(
            "the certificate ends soon",
            STEP,
            List.of(ends(host, Expected.level((long) days * DAY + ends * 60L, ends))),
            List.of(
                expected.fires(
                    FleetRules.CERTIFICATE_ENDS,
                    ends,
                    new TreeMap<>(),
                    days + "d 0h 0m 0s"))),
        new Scenario(
            "nobody looks at the certificate",
            STEP,
            List.of(),
            List.of(
                expected.fires(FleetRules.CERTIFICATE_UNSEEN, unseen, new TreeMap<>()))));
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
    return series.beside(
        "kube_job_failed", values, "job_name", job + "-1", "condition", "true");
  }

  /// Its namespace is that of the exporter, which asks over the network.
  private Series ends(String host, String values) {
    return series.beside(ENDS, values, "instance", "https://" + host + "/v2/health/ready");
  }
}
