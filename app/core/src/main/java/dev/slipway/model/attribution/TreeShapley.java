// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import dev.slipway.base.Progress;
import java.util.List;

/// Exact Shapley values of a forest's score: the interventional (“independent”) TreeSHAP of
/// Lundberg et al., From local explanations to global understanding with explainable AI for trees,
/// Nature Machine Intelligence 2, 2020.
///
/// A row and one background row are walked through a tree together. Where they part, the leaves
/// behind each way are reached only when the feature takes its value from the one or from the
/// other; so a leaf asks that `a` features come from the row and `b` from the background. Over all
/// orders in which features change sides, such a leaf gives each of the first `(a-1)! b! / (a+b)!`
/// of its weight, and takes `a! (b-1)! / (a+b)!` from each of the second. The values are averaged
/// over the background rows.
final class TreeShapley {

  private final Forest forest;
  private final int[] players;
  private final double[] values;
  private final byte[] sides;
  private final int[] ours;
  private final int[] theirs;
  private double[] row = {};
  private double[] other = {};

  private TreeShapley(Forest forest, int[] players, int count) {
    this.forest = forest;
    this.players = players;
    this.values = new double[count];
    this.sides = new byte[count];
    this.ours = new int[count];
    this.theirs = new int[count];
  }

  /// @param players which feature each column belongs to; several columns may belong to one
  /// @param count number of features
  static double[] of(
      Forest forest,
      int[] players,
      int count,
      double[] row,
      List<double[]> background,
      Progress progress)
      throws InterruptedException {
    var walk = new TreeShapley(forest, players, count);
    walk.row = row;
    for (int i = 0; i < background.size(); i++) {
      walk.other = background.get(i);
      for (int tree = 0; tree < forest.trees(); tree++) {
        if (tree % 64 == 0) {
          progress.step((double) i / background.size(), "walking the trees");
        }
        walk.go(forest.root(tree), 0, 0);
      }
    }
    for (int i = 0; i < count; i++) {
      walk.values[i] *= forest.scale() / background.size();
    }
    return walk.values;
  }

  /// @param a how many features must come from the row to get here
  /// @param b how many from the background
  private void go(int at, int a, int b) {
    switch (forest.node(at)) {
      case Forest.Node.Leaf(double weight) -> leaf(weight, a, b);
      case Forest.Node.Split split -> {
        int here = split.holds(row) ? split.yes() : split.no();
        int there = split.holds(other) ? split.yes() : split.no();
        int player = players[split.column()];
        if (here == there || sides[player] == 1) {
          go(here, a, b);
        } else if (sides[player] == 2) {
          go(there, a, b);
        } else {
          sides[player] = 1;
          ours[a] = player;
          go(here, a + 1, b);
          sides[player] = 2;
          theirs[b] = player;
          go(there, a, b + 1);
          sides[player] = 0;
        }
      }
    }
  }

  private void leaf(double weight, int a, int b) {
    if (a > 0) {
      double gain = weight * share(a, b);
      for (int i = 0; i < a; i++) {
        values[ours[i]] += gain;
      }
    }
    if (b > 0) {
      double loss = weight * share(b, a);
      for (int i = 0; i < b; i++) {
        values[theirs[i]] -= loss;
      }
    }
  }

  /// (a-1)! b! / (a+b)!, which is 1 / (a · C(a+b, a)).
  static double share(int a, int b) {
    double choose = 1;
    for (int i = 1; i <= b; i++) {
      choose *= (double) (a + i) / i;
    }
    return 1 / (a * choose);
  }
}
