// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dev.slipway.model.attribution.Forest.Node;
import dev.slipway.model.attribution.Forest.Test;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the tree operators of ONNX, old and new, as one forest for each score. A tree that adds
/// otherwise than by sum or average, or asks in a way not known here, gives none.
final class ForestReader {

  /// Of more scores each would be read in vain.
  private static final int MOST_SCORES = 1_000;

  /// By their numbers in version 5; membership, which comes next, is not known here.
  private static final List<Test> MODES =
      List.of(Test.AT_MOST, Test.BELOW, Test.AT_LEAST, Test.ABOVE, Test.EQUAL, Test.UNEQUAL);

  private ForestReader() {}

  static Optional<List<Forest>> read(NodeProto node) {
    try {
      return node.getOpType().equals("TreeEnsemble") ? recent(node) : classic(node);
    } catch (IndexOutOfBoundsException uneven) {
      return Optional.empty(); // lists of attributes that should be equally long
    }
  }

  /// Where a leaf's weights are found: by tree and node.
  private record Place(long tree, long node) {}

  private static Optional<List<Forest>> classic(NodeProto node) {
    boolean classes = node.getOpType().equals("TreeEnsembleClassifier");
    String prefix = classes ? "class_" : "target_";
    String sum = Wiring.text(node, "aggregate_function", "SUM");
    List<Long> treeIds = Wiring.integers(node, "nodes_treeids");
    List<Long> nodeIds = Wiring.integers(node, "nodes_nodeids");
    Map<Place, Integer> places = new HashMap<>();
    Map<Long, Integer> roots = new TreeMap<>();
    for (int i = 0; i < treeIds.size(); i++) {
      places.put(new Place(treeIds.get(i), nodeIds.get(i)), i);
      roots.putIfAbsent(treeIds.get(i), i);
    }
    List<Long> scoreIds = Wiring.integers(node, prefix + "ids");
    int scores = 1 + (int) Math.min(MOST_SCORES, max(scoreIds));
    double[][] weights = new double[scores][treeIds.size()];
    double[] given = Wiring.reals(node, prefix + "weights");
    List<Long> leafTrees = Wiring.integers(node, prefix + "treeids");
    List<Long> leafNodes = Wiring.integers(node, prefix + "nodeids");
    for (int i = 0; i < scoreIds.size(); i++) {
      Integer leaf = places.get(new Place(leafTrees.get(i), leafNodes.get(i)));
      if (leaf == null || scoreIds.get(i) < 0 || scoreIds.get(i) >= scores) {
        return Optional.empty();
      }
      weights[scoreIds.get(i).intValue()][leaf] += given[i];
    }
    double scale = sum.equals("AVERAGE") ? 1.0 / roots.size() : 1;
    return sum.equals("SUM") || sum.equals("AVERAGE")
        ? forests(splits(node, places), weights, List.copyOf(roots.values()), scale)
        : Optional.empty();
  }

  /// The questions of a classic operator; a leaf is left open.
  private static List<Optional<Node.Split>> splits(NodeProto node, Map<Place, Integer> places) {
    List<Long> trees = Wiring.integers(node, "nodes_treeids");
    List<Long> columns = Wiring.integers(node, "nodes_featureids");
    List<Long> yes = Wiring.integers(node, "nodes_truenodeids");
    List<Long> no = Wiring.integers(node, "nodes_falsenodeids");
    List<Long> missing = Wiring.integers(node, "nodes_missing_value_tracks_true");
    List<ByteString> modes =
        Wiring.attribute(node, "nodes_modes").map(AttributeProto::getStringsList).orElse(List.of());
    double[] values = Wiring.reals(node, "nodes_values");
    List<Optional<Node.Split>> splits = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      String mode = modes.get(i).toStringUtf8();
      if (mode.equals("LEAF")) {
        splits.add(Optional.empty());
      } else {
        splits.add(
            Optional.of(
                new Node.Split(
                    columns.get(i).intValue(),
                    test(mode),
                    values[i],
                    i < missing.size() && missing.get(i) != 0,
                    places.getOrDefault(new Place(trees.get(i), yes.get(i)), -1),
                    places.getOrDefault(new Place(trees.get(i), no.get(i)), -1))));
      }
    }
    return splits;
  }

  private static Test test(String mode) {
    return switch (mode) {
      case "BRANCH_LEQ" -> Test.AT_MOST;
      case "BRANCH_LT" -> Test.BELOW;
      case "BRANCH_GTE" -> Test.AT_LEAST;
      case "BRANCH_GT" -> Test.ABOVE;
      case "BRANCH_EQ" -> Test.EQUAL;
      case "BRANCH_NEQ" -> Test.UNEQUAL;
      default -> throw new IndexOutOfBoundsException(mode);
    };
  }

  private static long max(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static Optional<List<Forest>> forests(
      List<Optional<Node.Split>> splits, double[][] weights, List<Integer> roots, double scale) {
    List<Forest> forests = new ArrayList<>();
    for (double[] of : weights) {
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < splits.size(); i++) {
        double weight = of[i];
        nodes.add(splits.get(i).<Node>map(split -> split).orElseGet(() -> new Node.Leaf(weight)));
      }
      var forest = new Forest(nodes, roots, scale);
      if (!forest.sound()) {
        return Optional.empty();
      }
      forests.add(forest);
    }
    return Optional.of(forests);
  }

  /// The operator of version 5: leaves are kept apart, and a way says which of the two it leads to.
  private static Optional<List<Forest>> recent(NodeProto node) {
    List<Long> columns = Wiring.integers(node, "nodes_featureids");
    List<Long> targets = Wiring.integers(node, "leaf_targetids");
    double[] leaves = tensor(node, "leaf_weights");
    double[] values = tensor(node, "nodes_splits");
    byte[] modes =
        Wiring.attribute(node, "nodes_modes")
            .map(a -> a.getT().getRawData().toByteArray())
            .orElse(new byte[0]);
    List<Long> missing = Wiring.integers(node, "nodes_missing_value_tracks_true");
    long aggregate = Wiring.integer(node, "aggregate_function").orElse(1);
    int splits = columns.size();
    if (modes.length != splits || leaves.length == 0 || aggregate > 1) {
      return Optional.empty();
    }
    List<Optional<Node.Split>> nodes = new ArrayList<>();
    for (int i = 0; i < splits; i++) {
      if (modes[i] < 0 || modes[i] >= MODES.size()) {
        return Optional.empty();
      }
      nodes.add(
          Optional.of(
              new Node.Split(
                  columns.get(i).intValue(),
                  MODES.get(modes[i]),
                  values[i],
                  i < missing.size() && missing.get(i) != 0,
                  way(node, "true", i, splits),
                  way(node, "false", i, splits))));
    }
    int scores = (int) Math.min(MOST_SCORES, Math.max(1 + max(targets), 1));
    double[][] weights = new double[scores][splits + leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      nodes.add(Optional.empty());
      weights[targets.get(i).intValue()][splits + i] = leaves[i];
    }
    List<Integer> roots = Wiring.integers(node, "tree_roots").stream().map(Long::intValue).toList();
    return forests(nodes, weights, roots, aggregate == 0 ? 1.0 / roots.size() : 1);
  }

  private static int way(NodeProto node, String which, int at, int splits) {
    int to = Wiring.integers(node, "nodes_" + which + "nodeids").get(at).intValue();
    return Wiring.integers(node, "nodes_" + which + "leafs").get(at) != 0 ? splits + to : to;
  }

  private static double[] tensor(NodeProto node, String name) {
    return Wiring.attribute(node, name)
        .flatMap(a -> Wiring.numbers(a.getT()))
        .orElse(new double[0]);
  }
}
