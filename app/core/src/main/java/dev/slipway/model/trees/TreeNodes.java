// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import static dev.slipway.model.graph.OnnxParts.attribute;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import dev.slipway.model.trees.Tree.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The trees of an ensemble as the columns that ONNX's tree operator takes.
///
/// Every question becomes `value <= threshold`, since the runtime is fastest when all nodes ask the
/// same way: `value < t` is `value <= the double before t`. Membership becomes a chain of such
/// questions, each of which answers yes or no for all below a border; the answers are shared by the
/// chain, which the runtime allows for the way of true only. So yes and no are each written once.
final class TreeNodes {

  private final List<Row> rows = new ArrayList<>();
  private final List<long[]> targets = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /// One node; a leaf where `yes` and `no` are -1.
  private record Row(
      long tree, long feature, double threshold, boolean missingYes, long yes, long no) {
    boolean leaf() {
      return yes < 0;
    }
  }

  /// @param base where each score starts. It becomes a tree of one leaf: the runtime forgets the
  ///   operator's own base values for a score that no leaf on the way adds to
  TreeNodes(List<Tree> trees, List<Double> base) {
    List<Weight> start = new ArrayList<>();
    for (int score = 0; score < base.size(); score++) {
      start.add(new Weight(score, base.get(score)));
    }
    add(0, new Tree(List.of(new Leaf(start))));
    for (int i = 0; i < trees.size(); i++) {
      add(i + 1, trees.get(i));
    }
  }

  private void add(long tree, Tree from) {
    // Links beyond the first of a chain follow after the nodes that the tree has itself
    List<Row> links = new ArrayList<>();
    int next = from.nodes().size();
    for (int at = 0; at < from.nodes().size(); at++) {
      switch (from.nodes().get(at)) {
        case Leaf leaf -> {
          rows.add(new Row(tree, 0, 0, false, -1, -1));
          add(tree, at, leaf);
        }
        case Split split -> {
          List<Row> chain = chain(tree, split, next);
          rows.add(chain.getFirst());
          links.addAll(chain.subList(1, chain.size()));
          next += chain.size() - 1;
        }
      }
    }
    rows.addAll(links);
  }

  private void add(long tree, int at, Leaf leaf) {
    List<Weight> given = leaf.weights().isEmpty() ? List.of(new Weight(0, 0)) : leaf.weights();
    for (Weight weight : given) {
      targets.add(new long[] {tree, at, weight.score()});
      weights.add(weight.value());
    }
  }

  /// The questions that a split becomes.
  ///
  /// @param next index of the first link after the split's own node
  private static List<Row> chain(long tree, Split split, int next) {
    List<Border> borders =
        switch (split.test()) {
          case Test.Below(double t) -> List.of(new Border(Math.nextDown(t), true));
          case Test.AtMost(double t) -> List.of(new Border(t, true));
          case Test.OneOf(List<Integer> categories) -> borders(categories);
        };
    List<Row> chain = new ArrayList<>();
    boolean missingPlaced = false;
    for (int i = 0; i < borders.size(); i++) {
      Border border = borders.get(i);
      boolean last = i == borders.size() - 1;
      boolean missing = !missingPlaced && border.yes() == split.missingYes();
      missingPlaced |= missing;
      chain.add(
          new Row(
              tree,
              split.feature(),
              border.upTo(),
              missing,
              border.yes() ? split.yes() : split.no(),
              last ? split.no() : next + i));
    }
    return chain;
  }

  /// Whether what is at most `upTo`, and above the border before, is a member.
  private record Border(double upTo, boolean yes) {}

  /// Borders of the runs of neighbouring categories: no below a run, yes up to its end.
  private static List<Border> borders(List<Integer> categories) {
    List<Border> borders = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= categories.size(); i++) {
      boolean ends = i == categories.size() || categories.get(i) != categories.get(i - 1) + 1;
      if (ends) {
        borders.add(new Border(Math.nextDown((double) categories.get(from)), false));
        borders.add(new Border(categories.get(i - 1), true));
        from = i;
      }
    }
    // No value is at most NaN: an empty set has no members, but a missing value may go there
    return borders.isEmpty() ? List.of(new Border(Double.NaN, true)) : borders;
  }

  void writeTo(NodeProto.Builder node) {
    node.addAttribute(attribute("nodes_treeids", column(Row::tree)))
        .addAttribute(attribute("nodes_nodeids", positions()))
        .addAttribute(attribute("nodes_featureids", column(Row::feature)))
        .addAttribute(attribute("nodes_modes", modes()))
        .addAttribute(attribute("nodes_values_as_tensor", thresholds()))
        .addAttribute(attribute("nodes_truenodeids", column(row -> Math.max(0, row.yes()))))
        .addAttribute(attribute("nodes_falsenodeids", column(row -> Math.max(0, row.no()))))
        .addAttribute(
            attribute("nodes_missing_value_tracks_true", column(row -> row.missingYes() ? 1 : 0)))
        .addAttribute(attribute("target_treeids", targets(0)))
        .addAttribute(attribute("target_nodeids", targets(1)))
        .addAttribute(attribute("target_ids", targets(2)))
        .addAttribute(attribute("target_weights_as_tensor", weights()));
  }

  private TensorProto weights() {
    return OnnxParts.doubles(
        "weights",
        List.of((long) weights.size()),
        weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private TensorProto thresholds() {
    return OnnxParts.doubles(
        "thresholds",
        List.of((long) rows.size()),
        rows.stream().mapToDouble(Row::threshold).toArray());
  }

  private List<String> modes() {
    return rows.stream().map(row -> row.leaf() ? "LEAF" : "BRANCH_LEQ").toList();
  }

  /// Each node's number within its tree.
  private long[] positions() {
    long[] positions = new long[rows.size()];
    for (int i = 1; i < positions.length; i++) {
      positions[i] = rows.get(i).tree() == rows.get(i - 1).tree() ? positions[i - 1] + 1 : 0;
    }
    return positions;
  }

  private long[] column(ToLongFunction<Row> value) {
    return rows.stream().mapToLong(value).toArray();
  }

  private long[] targets(int column) {
    return targets.stream().mapToLong(target -> target[column]).toArray();
  }

  /// Nodes on the longest way through a chain, beyond the split's own.
  static int extraDepth(Test test) {
    return test instanceof Test.OneOf(List<Integer> categories)
        ? borders(categories).size() - 1
        : 0;
  }
}
