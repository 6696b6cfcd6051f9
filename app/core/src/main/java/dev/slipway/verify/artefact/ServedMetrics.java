// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.serving.drift.Bins;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The names under which Prometheus keeps what the service tells. The runtime itself is asked, so
/// that there is no second list.
final class ServedMetrics {

  private static final Pattern DECLARED = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  /// What whoever scrapes adds.
  private static final List<String> OF_A_SCRAPE =
      List.of("up", "scrape_duration_seconds", "scrape_samples_scraped");

  private ServedMetrics() {}

  /// @param compat whose names are added to its own
  static SortedSet<String> names(MetricsCompat compat) {
    var feature =
        new DriftBaseline.Feature(
            "any", "any", 0, new Bins.Numbers(List.of(0.0)), List.of(0.5, 0.5));
    var metrics =
        new ServingMetrics(
            new MetricsSettings("any", "1", List.of(1.0), compat, true),
            () -> true,
            new DriftBaseline(List.of(feature)));
    metrics.access(true).secretRead("any", true);
    String exposed = metrics.expose("").body();
    SortedSet<String> names = new TreeSet<>(OF_A_SCRAPE);
    for (MatchResult found : DECLARED.matcher(exposed).results().toList()) {
      String name = found.group(1);
      switch (found.group(2)) {
        case "histogram" -> names.addAll(List.of(name + "_bucket", name + "_count", name + "_sum"));
        case "summary" -> names.addAll(List.of(name, name + "_count", name + "_sum"));
        default -> names.add(name);
      }
    }
    return names;
  }
}
