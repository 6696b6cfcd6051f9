// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Classifier;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeGraph;
import java.util.ArrayList;
import java.util.List;

/// IsolationForest: the fewer splits isolate a row, the odder it is. The classes are -1 for an
/// outlier and 1 for an inlier; the decision is `decision_function`, below zero for outliers.
///
/// What private attributes keep of path lengths since 1.3 is computed here from the trees, as older
/// versions did.
record Isolation(int features, List<Member> members, double denominator, double offset)
    implements Classifier {

  private static final double EULER = 0.5772156649015329;

  /// @param lengths of the way to each node, less one, and what is expected below it
  record Member(FittedTree tree, List<Integer> columns, List<Double> lengths) {}

  static Estimator read(Instance fitted, Estimators within) throws MalformedException {
    int features = fitted.whole("n_features_in_");
    List<Instance> trees = fitted.instances("estimators_");
    List<Value> columns = fitted.items("estimators_features_");
    if (trees.isEmpty() || trees.size() != columns.size()) {
      throw fitted.lacks("estimators_features_", "does not fit the estimators");
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      FittedTree tree = FittedTree.read(trees.get(i));
      List<Integer> own = Subset.columns(fitted, columns.get(i), features);
      if (own.size() != tree.features()) {
        throw fitted.lacks("estimators_features_", "does not fit the trees");
      }
      members.add(new Member(tree, own, lengths(tree)));
    }
    double most = fitted.real(fitted.has("_max_samples") ? "_max_samples" : "max_samples_");
    double denominator = trees.size() * expected(most);
    return new Isolation(features, members, denominator, fitted.real("offset_"));
  }

  private static List<Double> lengths(FittedTree tree) {
    int[] depths = tree.depths();
    List<Double> lengths = new ArrayList<>();
    for (int node = 0; node < depths.length; node++) {
      lengths.add(depths[node] + expected(tree.samples(node)) - 1);
    }
    return lengths;
  }

  /// Splits that isolating one of some rows takes on average.
  private static double expected(double rows) {
    if (rows <= 1) {
      return 0;
    }
    return rows == 2 ? 1 : 2 * (Math.log(rows - 1) + EULER) - 2 * (rows - 1) / rows;
  }

  @Override
  public List<Taken> takes() {
    return Rows.taken(features);
  }

  @Override
  public List<Cell> classes() {
    return List.of(new Cell.Number(-1), new Cell.Number(1));
  }

  @Override
  public Basis basis() {
    return Basis.DECISIONS;
  }

  @Override
  public Scores scores(List<Cell> row) {
    double[] floats = Rows.floats(row);
    double length = 0;
    for (Member member : members) {
      double[] own = member.columns().stream().mapToDouble(column -> floats[column]).toArray();
      length += member.lengths().get(member.tree().leaf(own));
    }
    double share = denominator == 0 ? 1 : length / denominator;
    double decision = -Math.pow(2, -share) - offset;
    return new Scores(new double[] {-decision, decision}, decision < 0 ? 0 : 1);
  }

  @Override
  public Written write(GraphWriter graph, Flow columns) throws NotConvertible {
    String floats = Tensors.floats(graph, columns.numbers(graph, "a tree"));
    List<Tree> graphed = new ArrayList<>();
    for (Member member : members) {
      graphed.add(
          member
              .tree()
              .graphed(member.columns(), leaf -> new double[] {member.lengths().get(leaf)}));
    }
    String length = Tensors.sumAway(graph, TreeGraph.leaves(graph, floats, graphed, 1), 1);
    String share =
        denominator == 0
            ? graph.node("Add", graph.node("Mul", length, graph.scalar(0)), graph.scalar(1))
            : graph.node("Div", length, graph.scalar(denominator));
    String oddity = graph.node("Pow", graph.scalar(2), graph.node("Neg", share));
    String decision = graph.node("Sub", graph.node("Neg", oddity), graph.scalar(offset));
    String inlier = graph.node("GreaterOrEqual", decision, graph.scalar(0));
    return new Written(Tensors.opposed(graph, decision), Tensors.chosen(graph, inlier));
  }
}
