// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Alerts and recorded series of Prometheus, and the tests of both.
final class AlertRules {

  private static final String TESTS = ".*\\.test\\.ya?ml";
  private static final String NO_RUNBOOK = "who is paged is not told where to read what to do";
  private static final String LATER = "who is on call is told later";

  static final List<Rule> ALL =
      List.of(
          At.the("tests of the rules", "")
              .file(TESTS)
              .gone(WEAKER, "promtool has less to try the rules on: keep them")
              .added(STRONGER, "promtool tries the rules on more"),
          At.the(
                  "tests of the rules",
                  "tests",
                  "tests/[]",
                  "tests/[]/alert_rule_test|promql_expr_test",
                  "tests/[]/alert_rule_test|promql_expr_test/[]")
              .file(TESTS)
              .gone(WEAKER, "promtool has less to try the rules on: keep them")
              .added(STRONGER, "promtool tries the rules on more"),
          At.the("tests of the rules", "**").file(TESTS).any(NEUTRAL, "promtool runs them"),
          At.the("alert %s", "**/groups/[]/rules/[]")
              .when(
                  place -> place.isGone() && place.before().has("alert"),
                  WEAKER,
                  "nobody is told of it any more: keep it, or say who watches instead",
                  false)
              .when(
                  place -> place.isNew() && place.after().has("alert"),
                  STRONGER,
                  "who is on call is told of more: its section of the runbook says what to do",
                  false),
          At.the("series %s", "**/groups/[]/rules/[]")
              .gone(WEAKER, "alerts and dashboards that ask for it find nothing")
              .added(NEUTRAL, "one more can be asked for"),
          new Thresholds(),
          At.the("alert %s: end", "**/groups/[]/rules/[]/keep_firing_for")
              .same()
              .lowered(WEAKER, "it is told as over sooner, and may come and go")
              .gone(WEAKER, "it is told as over at once, and may come and go")
              .any(STRONGER, "it is told as over later, and comes and goes less"),
          At.the("alert %s: for", "**/groups/[]/rules/[]/for")
              .same()
              .raised(WEAKER, LATER)
              .lowered(STRONGER, "who is on call is told sooner")
              .gone(STRONGER, "who is on call is told at once")
              .added(WEAKER, LATER),
          At.the("alert %s: severity", "**/groups/[]/rules/[]/labels/severity")
              .from(
                  "page|critical",
                  WEAKER,
                  "nobody is woken for it any more: say that this is meant")
              .to("page|critical", STRONGER, "somebody is woken for it now")
              .gone(WEAKER, "no route tells anybody of it by its severity"),
          At.the("alert %s: severity", "**/groups/[]/rules/[]/labels")
              .when(
                  place -> place.isGone() && place.before().has("severity"),
                  WEAKER,
                  "no route tells anybody of it by its severity",
                  false),
          At.the("label of %s", "**/groups/[]/rules/[]/labels/*")
              .any(UNJUDGED, "routes and silences may go by it: look where this alert arrives"),
          At.the("alert %s: runbook", "**/groups/[]/rules/[]/annotations/runbook_url")
              .gone(WEAKER, NO_RUNBOOK),
          At.the("alert %s: runbook", "**/groups/[]/rules/[]/annotations")
              .when(
                  place -> place.isGone() && place.before().has("runbook_url"),
                  WEAKER,
                  NO_RUNBOOK,
                  false),
          At.the(
                  "alert %s: text",
                  "**/groups/[]/rules/[]/annotations/*", "**/groups/[]/rules/[]/annotations")
              .any(NEUTRAL, "who is paged reads other words"),
          At.the("group %s: interval", "**/groups/[]/interval")
              .same()
              .raised(WEAKER, LATER)
              .lowered(STRONGER, "who is on call is told sooner")
              .any(NEUTRAL, "Prometheus goes by its own interval or this one"),
          At.the("group %s", "**/groups/[]/name").any(NEUTRAL, "a name alone"),
          At.the("scraping", "**/scrape_interval|scrape_timeout|evaluation_interval")
              .same()
              .raised(WEAKER, LATER)
              .lowered(STRONGER, "metrics are read more often"),
          At.the("scraped job %s", "scrape_configs/[]")
              .gone(WEAKER, "its metrics are not read: alerts on them never fire")
              .added(NEUTRAL, "more metrics are read"),
          At.the("targets of %s", "scrape_configs/[]/**")
              .any(UNJUDGED, "whether Prometheus finds the service there is to be tried"),
          At.the("rule files", "rule_files/[]")
              .gone(WEAKER, "none of its alerts is evaluated")
              .added(NEUTRAL, "more rules are evaluated"),
          At.the("%s", "")
              .in("PodMonitor", "ServiceMonitor", "PrometheusRule", "ScrapeConfig")
              .gone(WEAKER, "Prometheus does not read it any more"),
          At.the("monitor %s", "*")
              .in("PodMonitor", "ServiceMonitor", "PrometheusRule", "ScrapeConfig")
              .gone(WEAKER, "Prometheus does not read metrics or rules any more: nothing is told")
              .added(NEUTRAL, "Prometheus reads it where its operator runs"),
          At.the("monitor %s", "**/podMetricsEndpoints/[]/**", "**/endpoints/[]/**")
              .in("PodMonitor", "ServiceMonitor")
              .any(UNJUDGED, "whether metrics are still read is to be tried"));

  private AlertRules() {}
}
