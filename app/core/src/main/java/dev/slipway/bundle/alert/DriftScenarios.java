// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Expectation;
import dev.slipway.bundle.alert.Scenario.Fired;
import dev.slipway.bundle.alert.Scenario.Series;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The tests of the rules on drift, with the first feature of the baseline.
final class DriftScenarios {

  private static final String STEP = "1h";
  private static final int HOURS = 24;
  private static final int DIGITS = 10;

  /// Times the rows that are needed.
  private static final double PLENTY = 10;

  private static final double TOO_FEW = 0.5;

  private final RuleContext of;
  private final DriftLimit feature;
  private final int agreeing;
  private final int days;
  private final double rows;
  private final TestSeries series;
  private final Alert alert;

  DriftScenarios(RuleContext of, Drift drift) {
    this.of = of;
    feature = drift.limits().getFirst();
    agreeing = of.plan().value(PlanKeys.DRIFT_AGREEING);
    days = drift.days().value().intValueExact();
    rows = drift.rows().value().doubleValue() / steps();
    series = new TestSeries(of.service().name(), "test");
    alert = new DriftRules(of, drift).alert();
  }

  List<Scenario> all() {
    return List.of(
        scenario(
            "values are spread as in the reference",
            windows(List.of(false, false, false), PLENTY),
            List.of(quiet(1), quiet(3))),
        scenario(
            "values drift, and the windows that must agree do",
            windows(drifting(), PLENTY),
            List.of(quiet(agreeing), fires(agreeing + 1))),
        scenario(
            "one odd window between two others",
            windows(List.of(false, true, false), PLENTY),
            List.of(quiet(3))),
        scenario(
            "values drift, in too few rows to tell",
            windows(drifting(), TOO_FEW),
            List.of(quiet(agreeing + 1))));
  }

  private static Scenario scenario(
      String name, List<Series> series, List<Expectation> expectations) {
    return new Scenario(name, STEP, series, expectations);
  }

  private int steps() {
    return days * HOURS;
  }

  /// Windows that drift, after one that does not.
  private List<Boolean> drifting() {
    return Stream.concat(Stream.of(false), Collections.nCopies(agreeing, true).stream()).toList();
  }

  /// @param drifts for each window
  /// @param plenty times the rows that a window needs
  private List<Series> windows(List<Boolean> drifts, double plenty) {
    List<Series> all = new ArrayList<>();
    for (int bin = 0; bin < feature.counts().size(); bin++) {
      String[] labels = {"feature", feature.feature(), "bin", "bin " + bin};
      all.add(
          series.of(
              "feature_drift_expected_ratio",
              number(share(bin)) + "+0x" + drifts.size() * steps(),
              labels));
      all.add(
          series.of(
              "feature_drift_observations_total", counter(bin, drifts, plenty * rows), labels));
    }
    return all;
  }

  /// What a bin has counted after each step: as in the reference, or all rows in the rarest bin.
  private String counter(int bin, List<Boolean> drifts, double rowsAStep) {
    int rarest = feature.counts().indexOf(Collections.min(feature.counts()));
    StringBuilder values = new StringBuilder("0");
    double at = 0;
    for (boolean drifted : drifts) {
      double odd = bin == rarest ? rowsAStep : 0;
      double step = drifted ? odd : share(bin) * rowsAStep;
      values
          .append(' ')
          .append(number(at + step))
          .append('+')
          .append(number(step))
          .append('x')
          .append(steps() - 1);
      at += step * steps();
    }
    return values.toString();
  }

  private double share(int bin) {
    long all = feature.counts().stream().mapToLong(Long::longValue).sum();
    return (double) feature.counts().get(bin) / all;
  }

  private static String number(double value) {
    BigDecimal digits = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
  }

  private Expectation quiet(int window) {
    return new Expectation(alert.name(), window * days + "d", List.of());
  }

  private Expectation fires(int window) {
    Map<String, String> labels =
        Map.of(
            "model_name", of.service().name(), "namespace", "test", "feature", feature.feature());
    return new Expectation(
        alert.name(),
        window * days + "d",
        List.of(
            new Fired(
                alert.labels(new TreeMap<>(labels)),
                alert.annotations().filled(feature.feature(), String.valueOf(agreeing)))));
  }
}
