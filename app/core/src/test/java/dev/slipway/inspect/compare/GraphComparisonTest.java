// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.NodeDetails;
import dev.slipway.inspect.NodeDetails.Setting;
import dev.slipway.inspect.NodeDetails.Value;
import dev.slipway.inspect.compare.GraphComparison.Aspect;
import dev.slipway.inspect.compare.GraphComparison.Change;
import dev.slipway.inspect.compare.GraphComparison.Match;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class GraphComparisonTest {

  @Test
  void aGraphIsTheSameAsItself() {
    GraphSide side = new Made().node("a", "Gemm", "x W", "h").node("b", "Relu", "h", "y").side();

    GraphComparison found = GraphComparison.of(side, side);

    assertTrue(found.same());
    assertEquals(List.of(new Match(0, 0, List.of()), new Match(1, 1, List.of())), found.matches());
  }

  @Test
  void saysWhatChangedInsideANode() {
    GraphSide before =
        new Made()
            .node("a", "Gemm", "x W", "h")
            .setting("alpha", "1")
            .setting("transB", "1")
            .type("h", "float [1 × 4]")
            .weights("W", "ones")
            .side();
    GraphSide after =
        new Made()
            .node("a", "Gemm", "x W", "h")
            .setting("alpha", "0.5")
            .setting("beta", "2")
            .type("h", "float [1 × 8]")
            .weights("W", "twos")
            .side();

    List<Change> changes = GraphComparison.of(before, after).changed().getFirst().changes();

    assertEquals(
        List.of(
            new Change(Aspect.ATTRIBUTE, "alpha", "1", "0.5"),
            new Change(Aspect.ATTRIBUTE, "beta", "", "2"),
            new Change(Aspect.ATTRIBUTE, "transB", "1", ""),
            new Change(Aspect.WEIGHTS, "W", hash("ones").brief(), hash("twos").brief()),
            new Change(Aspect.TYPE, "h", "float [1 × 4]", "float [1 × 8]")),
        changes);
  }

  @Test
  void findsANodeAgainThatHasAnotherNameByWhatItMakes() {
    GraphSide before = new Made().node("a", "Gemm", "x W", "y").side();
    GraphSide after =
        new Made()
            .node("q", "DynamicQuantizeLinear", "x", "xq")
            .node("m", "MatMulInteger", "xq Wq", "yi")
            .node("s", "Mul", "yi scale", "y")
            .side();

    GraphComparison found = GraphComparison.of(before, after);

    assertEquals(
        List.of(new Match(0, 2, List.of(new Change(Aspect.OPERATOR, "", "Gemm", "Mul")))),
        found.matches());
    assertEquals(List.of(0, 1), found.added());
    assertEquals(List.of(), found.removed());
  }

  @Test
  void findsNodesAgainWithoutAnyNamesByTheirNeighbourhood() {
    Made before = new Made();
    Made after = new Made();
    for (int i = 0; i < 20; i++) {
      String operator = i % 3 == 0 ? "MatMul" : i % 3 == 1 ? "Add" : "Relu";
      before.node("", operator, "b" + i, "b" + (i + 1));
      after.node("", operator, "a" + i, "a" + (i + 1));
      if (i == 9) {
        // one operator more, in the middle
        after.node("", "Clip", "a10", "clipped");
        after.node("", "Identity", "clipped", "a10b");
        after.rename("a10", "a10b");
      }
    }

    GraphComparison found = GraphComparison.of(before.side(), after.side());

    assertEquals(20, found.matches().size());
    assertEquals(
        List.of(10, 11), found.added(), "the two that came in between are the two that are new");
    assertTrue(
        found.matches().stream().allMatch(m -> m.after() == m.before() + (m.before() > 9 ? 2 : 0)));
  }

  @Test
  void whatAFileLeavesUnsaidIsNoDifference() {
    GraphSide before = new Made().node("a", "Relu", "x", "y").type("y", "float [1 × 4]").side();
    GraphSide after = new Made().node("a", "Relu", "x", "y").side();

    assertTrue(GraphComparison.of(before, after).same());
  }

  private static Sha256 hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Makes a graph node by node; what is said of settings belongs to the last.
  private static final class Made {

    private final List<Graph.Node> nodes = new ArrayList<>();
    private final List<List<Setting>> settings = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Sha256> weights = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();

    Made node(String name, String operator, String inputs, String outputs) {
      List<String> taken =
          List.of(inputs.split(" ")).stream().map(i -> renamed.getOrDefault(i, i)).toList();
      nodes.add(
          new Graph.Node(
              name.isEmpty() ? operator + "_" + nodes.size() : name,
              operator,
              "ai.onnx",
              taken,
              List.of(outputs.split(" ")),
              0,
              OptionalLong.empty()));
      settings.add(new ArrayList<>());
      return this;
    }

    /// Nodes that come take another value.
    void rename(String from, String to) {
      renamed.put(from, to);
    }

    Made setting(String name, String text) {
      settings.getLast().add(new Setting(name, text, 1, hash(text)));
      return this;
    }

    Made type(String value, String type) {
      types.put(value, type);
      return this;
    }

    Made weights(String value, String content) {
      weights.put(value, hash(content));
      return this;
    }

    GraphSide side() {
      List<NodeDetails> details = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        details.add(
            new NodeDetails(
                settings.get(i), values(nodes.get(i).inputs()), values(nodes.get(i).outputs())));
      }
      return new GraphSide(new Graph(nodes), details, weights);
    }

    private List<Value> values(List<String> names) {
      return names.stream()
          .map(name -> new Value(name, types.getOrDefault(name, ""), true, Optional.empty()))
          .toList();
    }
  }
}
