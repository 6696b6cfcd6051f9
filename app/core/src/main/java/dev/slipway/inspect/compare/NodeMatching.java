// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect.compare;

import dev.slipway.inspect.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Finds which nodes of two graphs belong together: first those of the same name, then those that
/// make a value of the same name, then those with the same operator in the same neighbourhood, the
/// widest neighbourhoods first. From each pair it goes on to neighbours of the same operator.
final class NodeMatching {

  private static final int WIDEST = 6;

  private final List<Graph.Node> before;
  private final List<Graph.Node> after;
  private final int[] partner;
  private final int[] back;

  private NodeMatching(Graph before, Graph after) {
    this.before = before.nodes();
    this.after = after.nodes();
    this.partner = new int[this.before.size()];
    this.back = new int[this.after.size()];
    Arrays.fill(partner, -1);
    Arrays.fill(back, -1);
  }

  /// For each node of the first graph its partner in the second; -1 for none.
  static int[] of(Graph before, Graph after) {
    var matching = new NodeMatching(before, after);
    matching.byKey(i -> name(before.nodes(), i), i -> name(after.nodes(), i), false);
    matching.byKey(
        i -> String.join(" ", before.nodes().get(i).outputs()),
        i -> String.join(" ", after.nodes().get(i).outputs()),
        false);
    var first = new Neighbourhoods(before);
    var second = new Neighbourhoods(after);
    // What is told apart by its surroundings is an anchor; many alike are paired last, in order
    for (boolean single : List.of(true, false)) {
      for (int width = WIDEST; width > 0; width--) {
        int[] one = first.labels(width);
        int[] other = second.labels(width);
        matching.byKey(i -> Integer.toString(one[i]), i -> Integer.toString(other[i]), single);
      }
      matching.byNeighbours(first, second);
    }
    return matching.partner;
  }

  /// Empty for a name that was made from the operator and the position.
  private static String name(List<Graph.Node> nodes, int i) {
    String name = nodes.get(i).name();
    return name.equals(nodes.get(i).operator() + "_" + i) ? "" : name;
  }

  /// Pairs what has the same key, in the order of the graphs.
  ///
  /// @param single whether only a key counts that one node of each graph has
  private void byKey(
      Function<Integer, String> ofBefore, Function<Integer, String> ofAfter, boolean single) {
    Map<String, Deque<Integer>> open = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] < 0) {
        counts.merge(ofBefore.apply(i), 1, Integer::sum);
      }
    }
    for (int j = 0; j < back.length; j++) {
      if (back[j] < 0) {
        open.computeIfAbsent(ofAfter.apply(j), k -> new ArrayDeque<>()).add(j);
      }
    }
    for (int i = 0; i < partner.length; i++) {
      String key = ofBefore.apply(i);
      Deque<Integer> found = open.get(key);
      if (partner[i] >= 0 || key.isEmpty() || found == null) {
        continue;
      }
      boolean alone = found.size() == 1 && counts.getOrDefault(key, 0) == 1;
      if (!found.isEmpty() && (alone || !single)) {
        pair(i, found.poll());
      }
    }
  }

  private void pair(int i, int j) {
    partner[i] = j;
    back[j] = i;
  }

  /// Goes out from every pair to neighbours of the same operator, as long as there are any.
  private void byNeighbours(Neighbourhoods first, Neighbourhoods second) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] >= 0) {
        open.add(i);
      }
    }
    while (!open.isEmpty()) {
      int i = open.poll();
      int j = partner[i];
      for (boolean forth : List.of(true, false)) {
        List<Integer> theirs = second.beside(j, forth);
        for (int near : first.beside(i, forth)) {
          if (partner[near] >= 0) {
            continue;
          }
          for (int other : theirs) {
            if (back[other] < 0
                && before.get(near).operator().equals(after.get(other).operator())) {
              pair(near, other);
              open.add(near);
              break;
            }
          }
        }
      }
    }
  }

  /// Which nodes hand values to which, and labels that tell neighbourhoods apart.
  private static final class Neighbourhoods {

    private final List<Graph.Node> nodes;
    private final List<List<Integer>> next = new ArrayList<>();
    private final List<List<Integer>> previous = new ArrayList<>();

    Neighbourhoods(Graph graph) {
      this.nodes = graph.nodes();
      Map<String, Integer> makers = new HashMap<>();
      for (int i = 0; i < nodes.size(); i++) {
        next.add(new ArrayList<>());
        previous.add(new ArrayList<>());
        for (String output : nodes.get(i).outputs()) {
          makers.put(output, i);
        }
      }
      for (int i = 0; i < nodes.size(); i++) {
        for (String input : nodes.get(i).inputs()) {
          Integer maker = makers.get(input);
          if (maker != null) {
            next.get(maker).add(i);
            previous.get(i).add(maker);
          }
        }
      }
    }

    List<Integer> beside(int node, boolean forth) {
      return (forth ? next : previous).get(node);
    }

    /// The same for two nodes whose operators, and those of all nodes within so many steps, are the
    /// same; another for nearly all others.
    int[] labels(int width) {
      int[] labels = new int[nodes.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Objects.hash(nodes.get(i).operator(), nodes.get(i).inputs().size());
      }
      for (int step = 0; step < width; step++) {
        int[] wider = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
          wider[i] =
              Objects.hash(labels[i], mixed(previous.get(i), labels), mixed(next.get(i), labels));
        }
        labels = wider;
      }
      return labels;
    }

    /// In any order, since exporters differ in it.
    private static int mixed(List<Integer> of, int[] labels) {
      return of.stream().mapToInt(i -> 31 * labels[i] + 7).sum();
    }
  }
}
