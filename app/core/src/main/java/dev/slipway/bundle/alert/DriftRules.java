// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Alert.Severity;
import dev.slipway.bundle.alert.Rule.Recording;
import dev.slipway.bundle.alert.TracedText.Placeholder;
import dev.slipway.data.DriftCalibration;
import dev.slipway.plan.PlanKeys;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The alert on features whose distribution differs from the reference, and the series behind it.
final class DriftRules {

  static final String DRIFTS = "ModelFeatureDrifts";

  /// Scrapes between two evaluations.
  private static final int SLOWER = 4;

  private static final Figure LEAST_SHARE =
      Figure.rule(
          BigDecimal.valueOf(DriftCalibration.LEAST_SHARE).stripTrailingZeros(),
          "an empty bin has no logarithm");

  private final RuleContext of;
  private final Drift drift;
  private final TracedText days;

  DriftRules(RuleContext of, Drift drift) {
    this.of = of;
    this.drift = drift;
    days = TracedText.of("%sd", drift.days());
  }

  RuleGroup group() {
    List<Rule> rules = new ArrayList<>();
    rules.add(rows());
    rules.add(recording("drift_bin:ratio_increase", List.of(), shares()));
    rules.add(expected());
    rules.add(recording("drift_psi:increase", List.of(rowsNote()), index()));
    drift.limits().forEach(limit -> rules.add(limit(limit)));
    rules.add(high());
    rules.add(alert());
    return new RuleGroup(
        of.service().name() + ".drift",
        List.of(
            TracedText.of(
                "Slower than the others, and well within the five minutes for which a sample"
                    + " counts.")),
        of.interval().times(SLOWER),
        rules);
  }

  private String window() {
    return drift.days().text() + "d";
  }

  private Recording recording(String name, List<TracedText> notes, Query expr) {
    return new Recording("inference:" + name + window(), notes, expr, new TreeMap<>());
  }

  private TracedText seen() {
    return TracedText.of(
        "increase(feature_drift_observations_total{%s, bin!=\"missing\"}[%s])", of.model(), days);
  }

  private Recording rows() {
    return recording(
        "drift_rows:increase",
        List.of(),
        Query.of("sum by (namespace, model_name, feature) (%s)", seen()));
  }

  private Query shares() {
    return Query.of(
        """
        clamp_min(
          sum by (namespace, model_name, feature, bin) (%s)
          / on (namespace, model_name, feature) group_left ()
          inference:drift_rows:increase%s{%s},
          %s)\
        """,
        seen(), window(), of.model(), LEAST_SHARE);
  }

  private Recording expected() {
    return new Recording(
        "inference:drift_bin:expected_ratio",
        List.of(),
        Query.of(
            "clamp_min(max by (namespace, model_name, feature, bin)"
                + " (feature_drift_expected_ratio{%s, bin!=\"missing\"}), %s)",
            of.model(), LEAST_SHARE),
        new TreeMap<>());
  }

  private TracedText rowsNote() {
    return TracedText.of(
        "The population stability index of windows with enough rows: %s",
        of.why(PlanKeys.DRIFT_ROWS));
  }

  private Query index() {
    TracedText model = of.model();
    return Query.of(
        """
        sum by (namespace, model_name, feature) (
          (inference:drift_bin:ratio_increase%s{%s} - inference:drift_bin:expected_ratio{%s})
          * ln(inference:drift_bin:ratio_increase%s{%s} / inference:drift_bin:expected_ratio{%s})
        )
        and on (namespace, model_name, feature)
        inference:drift_rows:increase%s{%s} >= %s\
        """,
        window(), model, model, window(), model, model, window(), model, drift.rows());
  }

  private Recording limit(DriftLimit limit) {
    List<TracedText> notes = new ArrayList<>();
    if (limit.equals(drift.limits().getFirst())) {
      notes.add(
          TracedText.of(
              "What chance seldom passes in a window of %s rows, never below %s: %s",
              Figure.of(drift.window(), "baseline.window"),
              Figure.of(of.plan(), PlanKeys.DRIFT_ALERT),
              of.why(PlanKeys.DRIFT_ALERT)));
    }
    notes.add(
        limit.promised()
            ? TracedText.of("Of windows in which nothing changed %s pass it.", limit.falseAlarms())
            : TracedText.of(
                "How many windows pass it in which nothing changed, nobody can promise: the"
                    + " reference has too few rows for so many bins."));
    return new Recording(
        "inference:drift_psi:limit",
        notes,
        Query.of("vector(%s)", limit.limit()),
        new TreeMap<>(Map.of("model_name", of.service().name(), "feature", limit.feature())));
  }

  private Recording high() {
    return new Recording(
        "inference:drift_psi:is_high",
        List.of(),
        Query.of(
            """
            inference:drift_psi:increase%s{%s}
            > bool on (model_name, feature) group_left ()
            inference:drift_psi:limit{%s}\
            """,
            window(), of.model(), of.model()),
        new TreeMap<>());
  }

  Alert alert() {
    List<TracedText> windows = new ArrayList<>();
    windows.add(TracedText.of("  inference:drift_psi:is_high{%s}", of.model()));
    for (int i = 1; i < of.plan().value(PlanKeys.DRIFT_WINDOWS); i++) {
      windows.add(
          TracedText.of(
              "  label_replace(inference:drift_psi:is_high{%s} offset %sd, \"window\", \"%s\","
                  + " \"feature\", \"(?s).*\")",
              of.model(),
              drift.days().times(i),
              Figure.rule(i, "how many windows ago, counted from the last")));
    }
    return new Alert(
        DRIFTS,
        Severity.TICKET,
        Optional.empty(),
        List.of(of.why(PlanKeys.DRIFT_AGREEING)),
        Query.of(
            "sum by (namespace, model_name, feature) (\n%s\n) >= %s",
            TracedText.joined(windows, "\n  or\n"), Figure.of(of.plan(), PlanKeys.DRIFT_AGREEING)),
        Optional.empty(),
        of.annotations(
            DRIFTS,
            TracedText.of("gets or gives values that differ from its training data"),
            TracedText.of(
                "Feature %s differs in %s of the last %s windows of %s from the drift baseline of"
                    + " the release, by more than chance explains.",
                new Placeholder("$labels.feature"),
                new Placeholder("$value"),
                Figure.of(of.plan(), PlanKeys.DRIFT_WINDOWS),
                days)));
  }
}
