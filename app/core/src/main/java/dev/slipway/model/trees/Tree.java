// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.model.MalformedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/// One decision tree; its first node is the root.
public record Tree(List<Node> nodes) {

  /// Depth up to which a tree is taken; the runtime walks it with one call for each level when it
  /// loads the model.
  public static final int DEEPEST = 1000;

  public Tree {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a tree has at least a leaf");
    }
  }

  /// A question or an answer.
  public sealed interface Node {}

  /// A question about one feature.
  ///
  /// @param missingYes whether a row without a value (NaN) goes the way of yes
  /// @param yes index of the node that follows when the test holds
  public record Split(int feature, Test test, boolean missingYes, int yes, int no)
      implements Node {}

  /// What a row that ends here adds to the scores.
  public record Leaf(List<Weight> weights) implements Node {
    public Leaf {
      weights = List.copyOf(weights);
    }

    /// A leaf that adds to one score.
    public static Leaf of(int score, double weight) {
      return new Leaf(List.of(new Weight(score, weight)));
    }
  }

  /// @param score index of the score that it is added to
  public record Weight(int score, double value) {}

  /// What is asked of a value that is not missing.
  public sealed interface Test {

    /// value < threshold
    record Below(double threshold) implements Test {}

    /// value <= threshold
    record AtMost(double threshold) implements Test {}

    /// The value, a whole number, is one of these.
    ///
    /// @param categories ascending, none twice
    record OneOf(List<Integer> categories) implements Test {
      public OneOf {
        categories = List.copyOf(categories);
        for (int i = 1; i < categories.size(); i++) {
          if (categories.get(i - 1) >= categories.get(i)) {
            throw new IllegalArgumentException("categories are not ascending");
          }
        }
      }

      /// In any order, any number of times.
      public static OneOf of(Collection<Integer> categories) {
        return new OneOf(List.copyOf(new TreeSet<>(categories)));
      }
    }
  }

  /// A tree from nodes of unknown origin: every index is checked, a node that is reached twice or
  /// lies too deep is refused, and nodes that are never reached are left out.
  public static Tree checked(List<? extends Node> nodes, int features, int scores)
      throws MalformedException {
    if (nodes.isEmpty()) {
      throw new MalformedException("it has no nodes", false);
    }
    return new Walk(nodes, features, scores).tree();
  }

  /// Depth-first, without recursion: the file says how deep it goes.
  private static final class Walk {

    private final List<? extends Node> nodes;
    private final int features;
    private final int scores;
    private final int[] places;
    private final int[] depths;
    private final List<Integer> order = new ArrayList<>();

    Walk(List<? extends Node> nodes, int features, int scores) {
      this.nodes = nodes;
      this.features = features;
      this.scores = scores;
      this.places = new int[nodes.size()];
      this.depths = new int[nodes.size()];
      Arrays.fill(places, -1);
    }

    Tree tree() throws MalformedException {
      Deque<Integer> open = new ArrayDeque<>();
      reach(0, 0, open);
      while (!open.isEmpty()) {
        int at = open.pop();
        switch (nodes.get(at)) {
          case Leaf leaf -> check(leaf, at);
          case Split split -> {
            if (split.feature() < 0 || split.feature() >= features) {
              throw new MalformedException(
                  "node %d asks about feature %d of %d".formatted(at, split.feature(), features),
                  false);
            }
            int depth = depths[at] + 1 + TreeNodes.extraDepth(split.test());
            reach(split.no(), depth, open);
            reach(split.yes(), depth, open);
          }
        }
      }
      return new Tree(order.stream().map(this::moved).toList());
    }

    private void reach(int node, int depth, Deque<Integer> open) throws MalformedException {
      if (node < 0 || node >= nodes.size()) {
        throw new MalformedException(
            "it leads to node %d of %d".formatted(node, nodes.size()), false);
      }
      if (places[node] >= 0) {
        throw new MalformedException("node " + node + " is reached twice", false);
      }
      if (depth > DEEPEST) {
        throw new MalformedException("it is deeper than " + DEEPEST + " levels", false);
      }
      places[node] = order.size();
      depths[node] = depth;
      order.add(node);
      open.push(node);
    }

    private void check(Leaf leaf, int at) throws MalformedException {
      for (Weight weight : leaf.weights()) {
        if (weight.score() < 0 || weight.score() >= scores) {
          throw new MalformedException(
              "leaf %d adds to score %d of %d".formatted(at, weight.score(), scores), false);
        }
      }
    }

    private Node moved(int at) {
      return switch (nodes.get(at)) {
        case Leaf leaf -> leaf;
        case Split split ->
            new Split(
                split.feature(),
                split.test(),
                split.missingYes(),
                places[split.yes()],
                places[split.no()]);
      };
    }
  }
}
