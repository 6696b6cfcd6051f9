// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.inspect.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Parts of a graph by what the names of its nodes begin with, as exporters write them:
/// `/encoder/layer.0/attention/MatMul`.
final class Scopes {

  private static final int FEWEST = 2;

  /// A part.
  ///
  /// @param prefix ends in a slash
  /// @param nodes positions in the graph
  /// @param alike how many parts beside it, itself included, have the same operators in the same
  ///   order
  record Scope(String prefix, List<Integer> nodes, int alike) {
    Scope {
      nodes = List.copyOf(nodes);
    }

    /// As in `layer.0`.
    String name() {
      String bare = prefix.substring(0, prefix.length() - 1);
      return bare.substring(bare.lastIndexOf('/') + 1);
    }

    /// How many slashes deep it lies.
    int depth() {
      return (int) prefix.chars().skip(1).filter(letter -> letter == '/').count();
    }
  }

  private Scopes() {}

  /// Every part of two nodes or more, in the order of the names; one that holds the whole graph is
  /// none.
  static List<Scope> of(Graph graph) {
    Map<String, List<Integer>> nodes = new TreeMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      String name = graph.nodes().get(i).name();
      for (int slash = name.indexOf('/', 1); slash > 0; slash = name.indexOf('/', slash + 1)) {
        nodes.computeIfAbsent(name.substring(0, slash + 1), k -> new ArrayList<>()).add(i);
      }
    }
    nodes.values().removeIf(of -> of.size() < FEWEST || of.size() == graph.nodes().size());
    Map<String, Integer> alike = new HashMap<>();
    nodes.forEach((prefix, of) -> alike.merge(likeness(prefix, of, graph), 1, Integer::sum));
    List<Scope> scopes = new ArrayList<>();
    nodes.forEach((prefix, of) ->
        scopes.add(new Scope(prefix, of, alike.getOrDefault(likeness(prefix, of, graph), 1))));
    return scopes;
  }

  /// The outermost parts that repeat, as the layers of a transformer do.
  static Set<String> repeated(List<Scope> scopes) {
    return outermost(scopes.stream().filter(scope -> scope.alike() > 1).toList());
  }

  /// Those that lie in none of the others.
  static Set<String> outermost(List<Scope> scopes) {
    Set<String> all = scopes.stream().map(Scope::prefix).collect(Collectors.toSet());
    return all.stream()
        .filter(prefix ->
            all.stream().noneMatch(other -> !other.equals(prefix) && prefix.startsWith(other)))
        .collect(Collectors.toSet());
  }

  /// Two parts beside each other are alike whose operators are the same in the same order.
  private static String likeness(String prefix, List<Integer> of, Graph graph) {
    String bare = prefix.substring(0, prefix.length() - 1);
    String parent = bare.substring(0, bare.lastIndexOf('/') + 1);
    return parent
        + of.stream()
            .map(i -> graph.nodes().get(i).operator())
            .collect(Collectors.joining(",", ":", ""));
  }
}
