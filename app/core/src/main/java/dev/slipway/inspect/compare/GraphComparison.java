// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect.compare;

import dev.slipway.inspect.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which nodes of two graphs belong together, and how those differ; the rest was added or removed.
///
/// @param matches in the order of the first graph
/// @param removed positions in the first graph
/// @param added positions in the second graph
public record GraphComparison(List<Match> matches, List<Integer> removed, List<Integer> added) {

  public GraphComparison {
    matches = List.copyOf(matches);
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /// Two nodes that belong together.
  ///
  /// @param before position in the first graph
  /// @param after position in the second graph
  /// @param changes empty where they are the same
  public record Match(int before, int after, List<Change> changes) {
    public Match {
      changes = List.copyOf(changes);
    }
  }

  /// What differs between two nodes.
  ///
  /// @param name of the attribute, the value or the constant; empty for the operator itself
  /// @param before empty where it was not there
  /// @param after empty where it is not there
  public record Change(Aspect aspect, String name, String before, String after) {}

  /// In what two nodes may differ.
  public enum Aspect {
    OPERATOR,
    ATTRIBUTE,
    /// The type or the shape of what it takes or makes.
    TYPE,
    /// The values of a constant, at the same type.
    WEIGHTS
  }

  public static GraphComparison of(GraphSide before, GraphSide after) {
    int[] partners = NodeMatching.of(before.graph(), after.graph());
    List<Match> matches = new ArrayList<>();
    List<Integer> removed = new ArrayList<>();
    boolean[] taken = new boolean[after.graph().nodes().size()];
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] < 0) {
        removed.add(i);
      } else {
        taken[partners[i]] = true;
        matches.add(new Match(i, partners[i], NodeChanges.between(before, i, after, partners[i])));
      }
    }
    List<Integer> added = IntStream.range(0, taken.length).filter(i -> !taken[i]).boxed().toList();
    return new GraphComparison(matches, removed, added);
  }

  /// The pairs that differ, those with another operator first.
  public List<Match> changed() {
    return matches.stream()
        .filter(match -> !match.changes().isEmpty())
        .sorted(Comparator.comparing(match -> match.changes().getFirst().aspect()))
        .toList();
  }

  /// Whether no difference was found.
  public boolean same() {
    return removed.isEmpty() && added.isEmpty() && changed().isEmpty();
  }

  /// A node as a list of differences names it.
  public static String named(Graph.Node node) {
    return node.name().isEmpty() ? node.operator() : node.operator() + " " + node.name();
  }
}
