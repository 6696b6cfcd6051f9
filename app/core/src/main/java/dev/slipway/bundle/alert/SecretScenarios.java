// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Expectation;
import dev.slipway.bundle.alert.Scenario.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tests of the rules on mounted secrets.
final class SecretScenarios {

  private static final String STALE = "inference_secret_stale";
  private static final String ENDS = "inference_certificate_end_seconds";
  private static final String LABEL = "secret";
  private static final int DAY = 86_400;

  private final SecretRules rules;
  private final Expected expected;
  private final TestSeries series;

  SecretScenarios(RuleContext of, Expected expected, TestSeries series) {
    this.rules = new SecretRules(of);
    this.expected = expected;
    this.series = series;
  }

  /// Series of secrets of which nothing is to be said.
  List<Series> well() {
    List<Series> all = new ArrayList<>();
    for (String secret : secrets()) {
      all.add(series.of(STALE, TestSeries.steady(0), LABEL, secret));
    }
    if (rules.isEncrypted()) {
      all.add(series.of(ENDS, TestSeries.steady(DAY * (FleetRules.CERTIFICATE_DAYS + 1))));
    }
    return all;
  }

  List<Scenario> all() {
    List<String> secrets = secrets();
    if (secrets.isEmpty()) {
      return List.of();
    }
    String broken = secrets.getFirst();
    int stale = expected.until(SecretRules.STALE);
    List<Series> all = new ArrayList<>();
    List<Expectation> told = new ArrayList<>();
    all.add(series.of(STALE, Expected.level(1, stale), LABEL, broken));
    told.add(
        expected.fires(
            SecretRules.STALE,
            stale,
            new TreeMap<>(Map.of("namespace", series.namespace(), LABEL, broken)),
            broken));
    if (rules.isEncrypted()) {
      int until = expected.until(SecretRules.ENDS);
      int days = FleetRules.CERTIFICATE_DAYS - 1;
      // Beside a replica that has none, which is no certificate that has ended.
      all.add(series.of(ENDS, Expected.level(0, until), "instance", "without"));
      all.add(series.of(ENDS, Expected.level((long) days * DAY + until * 60L, until)));
      told.add(expected.fires(SecretRules.ENDS, until, days + "d 0h 0m 0s"));
    }
    return List.of(
        new Scenario("what is mounted cannot be used, or not for long", "1m", all, told));
  }

  private List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    if (rules.asksForTokens()) {
      secrets.add("tokens");
    }
    if (rules.isEncrypted()) {
      secrets.add("certificate");
    }
    return secrets;
  }
}
