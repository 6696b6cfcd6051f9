// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Nearest;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Places;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.check.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Every query of a rule, an analysis, an autoscaler or a dashboard names metrics that the service
/// gives, that a rule records, or that other exporters are known for. One of another name is empty:
/// its alert never fires, its rollout never goes on, and its panel shows nothing.
public final class QueryCheck implements Check {

  private static final String CHECK = "Queries name metrics that exist";

  /// Where a query stands, by the last names of its place.
  private static final Pattern QUERY =
      Pattern.compile(
          "(.*\\.)?expr|.*provider\\.prometheus\\.query|.*triggers\\[[0-9]+]\\.metadata\\.query"
              + "|.*templating\\.list\\[[0-9]+]\\.(query|query\\.query|definition)");

  /// @param place in the file
  private record Query(String file, String place, String text) {}

  private final List<Query> queries = new ArrayList<>();
  private final Set<String> recorded = new TreeSet<>();

  @Override
  public String title() {
    return "metrics that queries name";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    queries.clear();
    recorded.clear();
    for (String file : bundle.everywhere(path -> path.matches(".*\\.(ya?ml|json)"))) {
      String text = bundle.text(file);
      if (!file.endsWith(".json") || text.contains("\"panels\"")) {
        read(file, text);
      }
    }
    if (queries.isEmpty()) {
      report.notRun(CHECK, "the bundle asks Prometheus nothing");
      return;
    }
    Set<String> known = ServedMetrics.names(compat(bundle));
    known.addAll(recorded);
    List<Problem> problems = new ArrayList<>();
    for (Query query : queries) {
      for (String name : PromQl.metrics(query.text())) {
        if (!known.contains(name)
            && !PromQl.isOfOthers(name)
            && !isRecordedElsewhere(query, name)) {
          problems.add(problem(query, name, known));
        }
      }
    }
    report.judge(CHECK, Words.count(queries.size(), "expression"), problems);
  }

  private void read(String file, String text) {
    List<JsonNode> documents;
    try {
      documents = Yaml.documents(text);
    } catch (IllegalArgumentException toldWithAllYaml) {
      return;
    }
    for (JsonNode document : documents) {
      Places.each(
          document,
          (place, node) -> {
            if (node.path("record").isTextual() && node.has("expr")) {
              recorded.add(node.path("record").asText());
            }
            if (node.isTextual() && QUERY.matcher(place).matches() && asksPrometheus(place, node)) {
              queries.add(new Query(file, place, node.asText()));
            }
          });
    }
  }

  /// A dashboard may also show what the rules of another bundle record: of a kind that none here
  /// does, such as `inference:drift_psi:…`.
  private boolean isRecordedElsewhere(Query query, String name) {
    String kind = name.substring(0, name.lastIndexOf(':') + 1);
    return query.file().endsWith(".json")
        && !kind.isEmpty()
        && recorded.stream().noneMatch(other -> other.startsWith(kind));
  }

  /// A dashboard's variable may also be a list of texts, or the name of a source.
  private static boolean asksPrometheus(String place, JsonNode node) {
    return !place.contains("templating.") || node.asText().contains("(");
  }

  private static MetricsCompat compat(BundleFolder bundle) {
    String named =
        new ServiceFiles(bundle)
            .settings()
            .getOrDefault("metrics.compat", MetricsCompat.NONE.name());
    for (MetricsCompat compat : MetricsCompat.values()) {
      if (compat.name().equals(named.toUpperCase(Locale.ROOT))) {
        return compat;
      }
    }
    return MetricsCompat.NONE;
  }

  private static Problem problem(Query query, String name, Set<String> known) {
    return Problem.gate(
        "query.unknown-metric",
        "%s: %s names the metric %s.".formatted(query.file(), query.place(), name),
        "Neither the service gives it nor a rule records it: the query would always be empty.",
        Nearest.misspelt(name, known)
            .map(near -> "Write " + near + ".")
            .orElse("Write a metric that the service gives; `curl …/metrics` lists them."));
  }
}
