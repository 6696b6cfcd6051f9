// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.artefact.RuleFiles;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The metrics hold what the rules name, and the four golden signals.
final class MetricsCheck implements ServiceCheck {

  private static final String NAMED = "Rules name metrics that the service has";
  private static final String SIGNALS = "Metrics show traffic, errors, latency and saturation";
  private static final Pattern NAME = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)");
  private static final Pattern DECLARED = Pattern.compile("(?m)^# TYPE (\\S+) ");

  /// Of those that exist only where secrets are mounted.
  private static final Pattern OF_SECRETS =
      Pattern.compile("inference_(secret|certificate|unauthenticated)_\\w+");

  // The rules count good answers: without that label their latency alerts could never fire.
  private static final Pattern BUCKET =
      Pattern.compile(
          "inference_request_duration_seconds_bucket\\{"
              + "(?=[^}]*outcome=\"success\")[^}]*\\ble=\"([^\"]+)\"");

  @Override
  public String title() {
    return "metrics";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    String metrics = rehearsal.http().get(rehearsal.service().management(), "/metrics").body();
    Set<String> names = names(metrics);
    // This service runs without the secrets that it asks for: another check mounts them.
    boolean isGuarded = !ServiceAccess.of(rehearsal.bundle()).isOpen();
    List<String> wanted =
        new RuleFiles(rehearsal.bundle())
            .metricsOfTheService().stream()
                .filter(name -> !isGuarded || !OF_SECRETS.matcher(name).matches())
                .toList();
    List<Problem> problems = absent(wanted, names);
    if (wanted.isEmpty()) {
      report.notRun(NAMED, "the bundle holds no rules");
    } else {
      report.judge(NAMED, wanted.size() + " metrics", problems);
    }
    List<Problem> missing = signals(metrics, rehearsal.sheet().watched());
    report.judge(SIGNALS, "four series, and a bucket at the latency objective", missing);
    report.measure("metrics.golden_signals_missing", missing.size(), "count");
  }

  /// What the rules say of mounted secrets and a service with some does not.
  static List<Problem> ofSecrets(BundleFolder bundle, String metrics) {
    List<String> wanted =
        new RuleFiles(bundle)
            .metricsOfTheService().stream().filter(OF_SECRETS.asMatchPredicate()).toList();
    return absent(wanted, names(metrics));
  }

  private static List<Problem> absent(List<String> wanted, Set<String> names) {
    return wanted.stream()
        .filter(name -> !names.contains(name))
        .map(name ->
            ServiceCheck.problem(
                "metric",
                "The rules name the metric " + name + ", which the service does not have.",
                "An alert on it can never fire.",
                "Correct the name in the rules."))
        .toList();
  }

  /// Names of series, and of those that have no value yet but are declared.
  private static Set<String> names(String metrics) {
    Set<String> names = new TreeSet<>();
    for (Pattern pattern : List.of(NAME, DECLARED)) {
      Matcher matcher = pattern.matcher(metrics);
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  private static List<Problem> signals(String metrics, Optional<Duration> objective) {
    List<Problem> missing = new ArrayList<>();
    require(metrics, "traffic", "(?m)^inference_requests_total\\{", missing);
    require(metrics, "errors", "(?m)^inference_requests_total\\{[^}]*code=\"4..\"", missing);
    require(metrics, "saturation", "(?m)^inference_pending_requests\\b", missing);
    List<Double> buckets = new ArrayList<>();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find()) {
      if (!bucket.group(1).equals("+Inf")) {
        buckets.add(Double.parseDouble(bucket.group(1)));
      }
    }
    double limit = objective.map(one -> one.toNanos() / 1e9).orElse(0.0);
    boolean atLimit = buckets.stream().anyMatch(one -> Math.abs(one - limit) < 1e-9);
    if (buckets.isEmpty() || (objective.isPresent() && !atLimit)) {
      missing.add(
          ServiceCheck.problem(
              "signal",
              "Latency of good answers is no histogram with a bucket at " + limit + " s.",
              "Buckets: " + buckets,
              "Choose an objective at a bucket, or add the bucket."));
    }
    return missing;
  }

  private static void require(
      String metrics, String signal, String pattern, List<Problem> missing) {
    if (!Pattern.compile(pattern).matcher(metrics).find()) {
      missing.add(
          ServiceCheck.problem(
              "signal",
              "The metrics do not show " + signal + ".",
              "No series matches " + pattern,
              "Look at /metrics on the management port."));
    }
  }
}
