// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Expectation;
import dev.slipway.bundle.alert.Scenario.Fired;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a test of the rules waits for, and when.
///
/// @param alerts by name
/// @param namespace that the series carry
record Expected(RuleContext of, Map<String, Alert> alerts, String namespace) {

  /// Minutes until an alert has fired for sure, and those measured after that.
  private static final int PATIENCE = 6;

  private static final int AFTER = 10;

  boolean has(String alert) {
    return alerts.containsKey(alert);
  }

  static int minutes(Figure seconds) {
    return Math.ceilDiv(seconds.value().intValueExact(), 60) + PATIENCE;
  }

  /// Minutes from the start until an alert has fired for sure.
  int until(String alert) {
    return minutes(alert(alert).seconds().orElseThrow());
  }

  static String level(long value, int minutes) {
    return value + "x" + (minutes + AFTER);
  }

  static Expectation quiet(String alert, int minutes) {
    return new Expectation(alert, minutes + "m", List.of());
  }

  /// @param values that Prometheus puts into the description
  Expectation fires(String name, int minutes, String... values) {
    SortedMap<String, String> labels = new TreeMap<>();
    // What is absent has no labels but those that were asked for.
    if (!name.equals(HealthRules.ABSENT) || of.service().namespaces().isPresent()) {
      labels.put("namespace", namespace);
    }
    return fires(name, minutes, labels, values);
  }

  /// @param labels beside the model's name and those of the alert
  Expectation fires(String name, int minutes, SortedMap<String, String> labels, String... values) {
    Alert alert = alert(name);
    SortedMap<String, String> all = new TreeMap<>(labels);
    all.put("model_name", of.service().name());
    return new Expectation(
        name,
        minutes + "m",
        List.of(new Fired(alert.labels(all), alert.annotations().filled(values))));
  }

  private Alert alert(String name) {
    return Objects.requireNonNull(alerts.get(name));
  }
}
