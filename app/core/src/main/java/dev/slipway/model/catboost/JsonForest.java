// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.model.MalformedException;
import dev.slipway.model.catboost.Contents.Forest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;

/// The trees of a JSON file, laid out as the binary form has them.
final class JsonForest {

  private final JsonNode root;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final DoubleStream.Builder values = DoubleStream.builder();
  private int valueCount;
  private int dimension;

  /// A question of a symmetric tree, or a node of any other.
  private record Node(int split, int left, int right, int leaf) {}

  JsonForest(JsonNode root) {
    this.root = root;
  }

  Forest forest() throws MalformedException {
    boolean symmetric = root.has("oblivious_trees");
    if (!symmetric && !root.has("trees")) {
      throw new MalformedException("it holds neither oblivious_trees nor trees", false);
    }
    for (JsonNode tree : root.path(symmetric ? "oblivious_trees" : "trees")) {
      int first = nodes.size();
      starts.add(first);
      if (symmetric) {
        addSymmetric(tree);
      } else {
        addNode(tree);
      }
      sizes.add(nodes.size() - first);
    }
    return new Forest(
        dimension == 0 ? Math.max(1, root.path("scale_and_bias").path(1).size()) : dimension,
        column(Node::split),
        integers(sizes),
        integers(starts),
        symmetric ? new int[0] : column(Node::left),
        symmetric ? new int[0] : column(Node::right),
        symmetric ? new int[0] : column(Node::leaf),
        values.build().toArray());
  }

  private void addSymmetric(JsonNode tree) throws MalformedException {
    JsonNode asked = tree.path("splits");
    for (JsonNode split : asked) {
      nodes.add(new Node(JsonReader.integer(split.path("split_index")), 0, 0, 0));
    }
    JsonNode leaves = tree.path("leaf_values");
    if (asked.size() > CatboostTrees.DEEPEST || leaves.size() % (1 << asked.size()) != 0) {
      throw new MalformedException(
          "a tree has %d leaf values for %d splits".formatted(leaves.size(), asked.size()), false);
    }
    use(leaves.size() >> asked.size());
    for (JsonNode value : leaves) {
      add(value);
    }
  }

  /// A node and what is below it, which is as deep as JSON may be nested; gives its place.
  private int addNode(JsonNode node) throws MalformedException {
    int at = nodes.size();
    JsonNode value = node.path("value");
    if (value.isMissingNode()) {
      nodes.add(new Node(0, 0, 0, 0));
      int split = JsonReader.integer(node.path("split").path("split_index"));
      int left = addNode(node.path("left")) - at;
      int right = addNode(node.path("right")) - at;
      nodes.set(at, new Node(split, left, right, -1));
      return at;
    }
    nodes.add(new Node(0, 0, 0, valueCount));
    use(value.isArray() ? value.size() : 1);
    for (int i = 0; i < dimension; i++) {
      add(value.isArray() ? value.get(i) : value);
    }
    return at;
  }

  private void add(JsonNode value) throws MalformedException {
    values.add(JsonReader.number(value, "a leaf value"));
    valueCount++;
  }

  private void use(int given) throws MalformedException {
    if (given == 0 || (dimension != 0 && dimension != given)) {
      throw new MalformedException(
          "a leaf has %d values, and another %d".formatted(given, dimension), false);
    }
    dimension = given;
  }

  private int[] column(ToIntFunction<Node> value) {
    return nodes.stream().mapToInt(value).toArray();
  }

  private static int[] integers(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
