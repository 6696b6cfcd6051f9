// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import java.util.ArrayList;
import java.util.List;

/// Decision trees whose leaves add up to one score; nodes of all trees have numbers of their own.
final class Forest {

  static final int DEEPEST = 400;

  /// How a node asks about a value. A missing one (NaN) answers yes where the node says so.
  enum Test {
    AT_MOST,
    BELOW,
    AT_LEAST,
    ABOVE,
    EQUAL,
    UNEQUAL;

    boolean holds(double value, double threshold) {
      return switch (this) {
        case AT_MOST -> value <= threshold;
        case BELOW -> value < threshold;
        case AT_LEAST -> value >= threshold;
        case ABOVE -> value > threshold;
        case EQUAL -> value == threshold;
        case UNEQUAL -> value != threshold;
      };
    }
  }

  /// A question, or a leaf.
  sealed interface Node {
    record Split(int column, Test test, double threshold, boolean missingYes, int yes, int no)
        implements Node {

      boolean holds(double[] row) {
        double value = row[column];
        return test.holds(value, threshold) || (missingYes && Double.isNaN(value));
      }
    }

    record Leaf(double weight) implements Node {}
  }

  private final Node[] nodes;
  private final int[] roots;
  private final double scale;

  /// @param scale by which the sum over the trees is multiplied
  Forest(List<Node> nodes, List<Integer> roots, double scale) {
    this.nodes = nodes.toArray(Node[]::new);
    this.roots = roots.stream().mapToInt(Integer::intValue).toArray();
    this.scale = scale;
  }

  int size() {
    return nodes.length;
  }

  int trees() {
    return roots.length;
  }

  int root(int tree) {
    return roots[tree];
  }

  Node node(int index) {
    return nodes[index];
  }

  double scale() {
    return scale;
  }

  /// The columns that are asked about: no larger than this number less one.
  int columns() {
    int most = -1;
    for (Node node : nodes) {
      most = node instanceof Node.Split split ? Math.max(most, split.column()) : most;
    }
    return most + 1;
  }

  /// The score of a row, without what is added to all.
  double score(double[] row) {
    double sum = 0;
    for (int root : roots) {
      Node at = nodes[root];
      while (at instanceof Node.Split split) {
        at = nodes[split.holds(row) ? split.yes() : split.no()];
      }
      sum += ((Node.Leaf) at).weight();
    }
    return scale * sum;
  }

  /// Whether every way leads to a leaf, and soon enough to be walked with a call for each level.
  boolean sound() {
    List<Integer> level = new ArrayList<>();
    for (int root : roots) {
      level.add(root);
    }
    for (int depth = 0; depth <= DEEPEST; depth++) {
      List<Integer> next = new ArrayList<>();
      boolean[] reached = new boolean[nodes.length];
      for (int at : level) {
        if (at < 0 || at >= nodes.length) {
          return false;
        }
        if (!reached[at] && nodes[at] instanceof Node.Split split) {
          next.add(split.yes());
          next.add(split.no());
        }
        reached[at] = true;
      }
      if (next.isEmpty()) {
        return true;
      }
      level = next;
    }
    return false;
  }
}
