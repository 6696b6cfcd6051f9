// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Several classifiers that are asked the same, side by side.
///
/// @param width of all classes together
/// @param places of each member's own classes among all
record Panel(int width, List<Subset<Classifier>> members, List<int[]> places) {

  /// What the members say of one row; classes that a member does not know have zero.
  ///
  /// @param best of each member, among all classes
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Said(List<double[]> scores, int[] best) {}

  /// @param scores doubles, `[rows, members, classes]`
  /// @param best 64-bit integers, `[rows, members]`
  record Written(String scores, String best) {}

  List<Taken> takes() {
    return Rows.shared(members.stream().map(Subset::takes).toList());
  }

  int size() {
    return members.size();
  }

  boolean have(Classifier.Basis basis) {
    return members.stream().allMatch(member -> member.estimator().basis() == basis);
  }

  Said of(List<Cell> row) {
    List<double[]> scores = new ArrayList<>();
    int[] best = new int[size()];
    for (int i = 0; i < best.length; i++) {
      Classifier.Scores own = Subset.scores(members.get(i), row);
      int[] at = places.get(i);
      double[] spread = new double[width];
      for (int k = 0; k < at.length; k++) {
        spread[at[k]] = own.values()[k];
      }
      scores.add(spread);
      best[i] = at[own.best()];
    }
    return new Said(scores, best);
  }

  Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    if (members.stream().allMatch(member -> isTree(member.estimator())) && isUniform()) {
      String scores = trees(graph, columns);
      return new Written(scores, Tensors.highest(graph, scores, 2));
    }
    List<String> scores = new ArrayList<>();
    List<String> best = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      Classifier.Written own = Subset.write(members.get(i), graph, columns);
      int[] at = places.get(i);
      scores.add(Tensors.unsqueezed(graph, spread(graph, own.scores(), at), 1));
      best.add(Tensors.unsqueezed(graph, placed(graph, own.best(), at), 1));
    }
    return new Written(
        graph.along("Concat", scores.toArray(String[]::new)),
        graph.along("Concat", best.toArray(String[]::new)));
  }

  private static boolean isTree(Classifier classifier) {
    return classifier instanceof ForestClassifier forest && forest.trees().size() == 1;
  }

  private boolean isUniform() {
    return places.stream().allMatch(this::isInOrder);
  }

  private boolean isInOrder(int[] at) {
    return Arrays.equals(at, IntStream.range(0, width).toArray());
  }

  /// Single trees take one operator together.
  private String trees(GraphWriter graph, Flow columns) throws NotConvertible {
    String floats = Tensors.floats(graph, columns.numbers(graph, "a tree"));
    List<Tree> graphed = new ArrayList<>();
    for (Subset<Classifier> member : members) {
      if (member.estimator() instanceof ForestClassifier forest) {
        FittedTree tree = forest.trees().getFirst();
        graphed.add(tree.graphed(member.columns(), leaf -> forest.shares(tree, leaf)));
      }
    }
    return TreeGraph.leaves(graph, floats, graphed, width);
  }

  private String spread(GraphWriter graph, String scores, int[] at) {
    if (isInOrder(at)) {
      return scores;
    }
    double[] places = new double[at.length * width];
    for (int i = 0; i < at.length; i++) {
      places[i * width + at[i]] = 1;
    }
    List<Long> shape = List.of((long) at.length, (long) width);
    return graph.node("MatMul", scores, graph.doubles(shape, places));
  }

  private String placed(GraphWriter graph, String best, int[] at) {
    if (isInOrder(at)) {
      return best;
    }
    return graph.node("Gather", graph.longs(Arrays.stream(at).asLongStream().toArray()), best);
  }

  /// Regressors side by side: doubles, `[rows, members, targets]`.
  static String predictions(
      GraphWriter graph, Flow columns, List<Subset<Regressor>> members, int targets)
      throws NotConvertible {
    if (members.stream().allMatch(member -> isTree(member.estimator()))) {
      String floats = Tensors.floats(graph, columns.numbers(graph, "a tree"));
      List<Tree> graphed = new ArrayList<>();
      for (Subset<Regressor> member : members) {
        if (member.estimator() instanceof ForestRegressor forest) {
          FittedTree tree = forest.trees().getFirst();
          graphed.add(tree.graphed(member.columns(), leaf -> forest.numbers(tree, leaf)));
        }
      }
      return TreeGraph.leaves(graph, floats, graphed, targets);
    }
    List<String> each = new ArrayList<>();
    for (Subset<Regressor> member : members) {
      String own = member.estimator().write(graph, member.of(graph, columns));
      each.add(Tensors.unsqueezed(graph, own, 1));
    }
    return graph.along("Concat", each.toArray(String[]::new));
  }

  private static boolean isTree(Regressor regressor) {
    return regressor instanceof ForestRegressor forest && forest.trees().size() == 1;
  }
}
