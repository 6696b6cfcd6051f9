// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.verify.check.BundleFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The Prometheus rules of a bundle.
public final class RuleFiles {

  private final List<Rule> rules = new ArrayList<>();

  public RuleFiles(BundleFolder bundle) {
    Artefacts artefacts = new Artefacts(bundle);
    for (String file : artefacts.rules()) {
      for (JsonNode group : artefacts.tree(file).path("groups")) {
        group.path("rules").forEach(rule -> rules.add(new Rule(file, rule)));
      }
    }
  }

  /// @param tree an alert or a recording rule as it is written
  record Rule(String file, JsonNode tree) {

    Optional<String> alert() {
      return Optional.ofNullable(tree.path("alert").asText(null));
    }

    Optional<String> record() {
      return Optional.ofNullable(tree.path("record").asText(null));
    }

    String expression() {
      return tree.path("expr").asText("");
    }
  }

  List<Rule> rules() {
    return List.copyOf(rules);
  }

  List<Rule> alerts() {
    return rules.stream().filter(rule -> rule.alert().isPresent()).toList();
  }

  /// Metrics that expressions name and that no rule records and no other exporter gives: the
  /// service itself must give them.
  public List<String> metricsOfTheService() {
    Set<String> names = new TreeSet<>();
    rules.forEach(rule -> names.addAll(PromQl.metrics(rule.expression())));
    rules.forEach(rule -> rule.record().ifPresent(names::remove));
    names.removeIf(name -> name.matches("up|scrape_.*|ALERTS.*|(kube|container|node|probe)_.*"));
    return List.copyOf(names);
  }
}
