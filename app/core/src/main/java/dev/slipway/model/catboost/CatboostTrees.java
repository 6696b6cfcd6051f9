// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.catboost.Contents.Forest;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Node;
import dev.slipway.model.trees.Tree.Weight;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The trees as the file has them. A symmetric tree asks the same question in all nodes of a level:
/// the answers are the bits of the leaf's number, the first the lowest.
final class CatboostTrees {

  /// Levels of a symmetric tree; CatBoost trains up to 16.
  static final int DEEPEST = 16;

  /// Nodes of all trees, so that they fit the memory several times over.
  private static final int MOST_NODES = 5_000_000;

  /// Numbers in the leaves of all trees: nodes may share one that the file has once.
  private static final int MOST_VALUES = 20_000_000;

  private final Forest forest;
  private final double scale;
  private final int[] firstValues;

  CatboostTrees(Contents contents) throws MalformedException {
    this.forest = contents.forest();
    this.scale = contents.scaling().scale();
    this.firstValues = new int[forest.sizes().length];
    if (forest.dimension() < 1 || forest.dimension() > 1 << 16) {
      throw new MalformedException("its leaves have " + forest.dimension() + " values", false);
    }
    if (forest.starts().length != forest.sizes().length) {
      throw new MalformedException("its lists of trees differ in length", false);
    }
    check();
  }

  private void check() throws MalformedException {
    long nodes = 0;
    long values = 0;
    long shared = 0;
    for (int tree = 0; tree < forest.sizes().length; tree++) {
      int size = forest.sizes()[tree];
      long end = (long) forest.starts()[tree] + size;
      if (size < 0 || forest.starts()[tree] < 0 || end > forest.splits().length) {
        throw new MalformedException("tree " + tree + " lies outside the list of splits", false);
      }
      firstValues[tree] = (int) values;
      if (forest.symmetric()) {
        if (size > DEEPEST) {
          throw new MalformedException(
              "tree %d has %d levels, more than %d".formatted(tree, size, DEEPEST), false);
        }
        nodes += 2L << size;
        values += (long) forest.dimension() << size;
      } else {
        nodes += size;
        shared += (long) size * forest.dimension();
      }
      if (shared > MOST_VALUES) {
        throw new MalformedException(
            "the leaves of its trees have more than " + MOST_VALUES + " values", false);
      }
      if (nodes > MOST_NODES || values > forest.values().length) {
        throw new MalformedException(
            values > forest.values().length
                ? "its trees have more leaves than it has values for"
                : "its trees have more than " + MOST_NODES + " nodes",
            false);
      }
    }
    if (!forest.symmetric() && !fits()) {
      throw new MalformedException("its lists of nodes differ in length", false);
    }
  }

  private boolean fits() {
    int nodes = forest.splits().length;
    return forest.left().length == nodes
        && forest.right().length == nodes
        && forest.leaf().length == nodes;
  }

  int count() {
    return forest.sizes().length;
  }

  /// Numbers of the questions that are asked.
  BitSet asked() throws MalformedException {
    var asked = new BitSet();
    for (int tree = 0; tree < count(); tree++) {
      for (int i = forest.starts()[tree]; i < forest.starts()[tree] + forest.sizes()[tree]; i++) {
        int split = forest.splits()[i];
        if (split < 0 || split > 1 << 24) {
          throw new MalformedException("tree " + tree + " asks question " + split, false);
        }
        if (forest.symmetric() || forest.left()[i] != 0 || forest.right()[i] != 0) {
          asked.set(split);
        }
      }
    }
    return asked;
  }

  Tree converted(int tree, List<Question> questions, int columns) throws MalformedException {
    List<Node> nodes = forest.symmetric() ? symmetric(tree, questions) : stepped(tree, questions);
    return Tree.checked(nodes, columns, forest.dimension());
  }

  /// All nodes level by level; the last question is asked first, so that the leaves are in order.
  private List<Node> symmetric(int tree, List<Question> questions) throws MalformedException {
    int size = forest.sizes()[tree];
    List<Node> nodes = new ArrayList<>();
    for (int level = 0; level < size; level++) {
      Question question = question(questions, forest.starts()[tree] + size - 1 - level);
      for (int i = 0; i < 1 << level; i++) {
        int below = 2 * nodes.size() + 1;
        nodes.add(question.split(below + 1, below));
      }
    }
    for (int i = 0; i < 1 << size; i++) {
      nodes.add(leaf(firstValues[tree] + i * forest.dimension()));
    }
    return nodes;
  }

  /// A node may be a leaf too: for those whose way ends there.
  private List<Node> stepped(int tree, List<Question> questions) throws MalformedException {
    int start = forest.starts()[tree];
    int size = forest.sizes()[tree];
    List<Node> nodes = new ArrayList<>();
    List<Node> ends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int left = forest.left()[start + i];
      int right = forest.right()[start + i];
      if (left == 0 && right == 0) {
        nodes.add(leaf(forest.leaf()[start + i]));
        continue;
      }
      int no = i + left;
      int yes = i + right;
      if (left == 0 || right == 0) {
        ends.add(leaf(forest.leaf()[start + i]));
        int end = size + ends.size() - 1;
        no = left == 0 ? end : no;
        yes = right == 0 ? end : yes;
      }
      if ((left != 0 && no >= size) || (right != 0 && yes >= size)) {
        throw new MalformedException("tree " + tree + " leads into another", false);
      }
      nodes.add(question(questions, start + i).split(yes, no));
    }
    nodes.addAll(ends);
    return nodes;
  }

  private Question question(List<Question> questions, int split) throws MalformedException {
    int number = forest.splits()[split];
    if (number >= questions.size()) {
      throw new MalformedException(
          "it asks question %d of %d".formatted(number, questions.size()), false);
    }
    return questions.get(number);
  }

  private Leaf leaf(int first) throws MalformedException {
    if (first < 0 || (long) first + forest.dimension() > forest.values().length) {
      throw new MalformedException(
          "a leaf's values begin at %d of %d".formatted(first, forest.values().length), false);
    }
    List<Weight> weights = new ArrayList<>();
    for (int score = 0; score < forest.dimension(); score++) {
      weights.add(new Weight(score, scale * forest.values()[first + score]));
    }
    return new Leaf(weights);
  }

  /// Adds what a tree gives a row; the tree has been converted before, and so is sound.
  void add(int tree, List<Question> questions, double[] row, double[] sums) {
    int first = firstValues[tree];
    int at = forest.starts()[tree];
    if (forest.symmetric()) {
      int leaf = 0;
      for (int bit = 0; bit < forest.sizes()[tree]; bit++) {
        leaf |= (questions.get(forest.splits()[at + bit]).fits(row) ? 1 : 0) << bit;
      }
      first += leaf * forest.dimension();
    } else {
      int step;
      do {
        boolean asks = forest.left()[at] != 0 || forest.right()[at] != 0;
        boolean right = asks && questions.get(forest.splits()[at]).fits(row);
        step = (right ? forest.right() : forest.left())[at];
        at += step;
      } while (step != 0);
      first = forest.leaf()[at];
    }
    for (int score = 0; score < sums.length; score++) {
      sums[score] += forest.values()[first + score];
    }
  }
}
