// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An exported dashboard, for tests.
record GrafanaDashboard(JsonNode tree) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static GrafanaDashboard of(BundleInput input) throws Exception {
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn()).render(input, List.of("grafana"))) {
      if (file.path().equals("grafana/dashboard.json")) {
        return parse(new String(file.content().bytes(), UTF_8));
      }
    }
    throw new IOException("the target grafana makes no dashboard");
  }

  static GrafanaDashboard parse(String json) throws IOException {
    return new GrafanaDashboard(JSON.readTree(json));
  }

  /// The same with a text replaced, which must be there.
  GrafanaDashboard with(String from, String to) throws IOException {
    String text = tree.toString();
    if (!text.contains(from)) {
      throw new IOException("no " + from + " in " + text);
    }
    return parse(text.replace(from, to));
  }

  /// Every query as Prometheus gets it, with values that Grafana could put in.
  List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : tree.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(filled(target.path("expr").asText()));
      }
    }
    return queries;
  }

  private static String filled(String query) {
    return query
        .replace("${model:doublequote}", "\"a \\\"name\\\"\"")
        .replace("$environment", "(production|staging)")
        .replace("$model_version", ".*")
        .replace("$__rate_interval", "5m");
  }

  Stream<JsonNode> panels() {
    return tree.path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asText().equals("row"));
  }
}
