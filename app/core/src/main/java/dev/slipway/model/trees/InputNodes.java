// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.base.Words;
import dev.slipway.model.graph.OnnxParts;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// The inputs of a graph, and what becomes of them before trees see them: one matrix in double
/// precision.
record InputNodes(Nodes nodes, Input input) {

  /// How values begin that a column could have the name of: those of the columns, and all others.
  private static final String COLUMN = "slipway:column:";

  private static final String OTHER = "slipway:";

  private static final String MACHINE_LEARNING = "ai.onnx.ml";

  /// LightGBM's: what lies within counts as zero. It is a float's value even there.
  private static final double ZERO = 1e-35f;

  /// Gives the name of the matrix.
  String matrix() {
    DataType type = input.precision() == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    if (input.byColumn()) {
      return columns(type);
    }
    nodes.graph().addInput(OnnxParts.value("features", type, input.names().size()));
    return prepared(
        type == DataType.FLOAT ? nodes.cast("features", "exact", DataType.DOUBLE) : "features");
  }

  /// An input for each column, of the column's name.
  private String columns(DataType type) {
    List<String> exact = new ArrayList<>();
    for (int i = 0; i < input.names().size(); i++) {
      String name = input.names().get(i);
      DataType given = input.isText(i) ? DataType.STRING : type;
      nodes.graph().addInput(OnnxParts.value(name, given, 1));
      exact.add(
          input.isText(i)
              ? code(i, name)
              : nodes.cast(name, hidden("exact_" + i), DataType.DOUBLE));
    }
    return nodes.along("Concat", hidden("features"), exact.toArray(String[]::new));
  }

  /// The place of a text in the list of those known; NaN for any other.
  private String code(int feature, String name) {
    List<String> known = input.texts().get(feature);
    String code = hidden("code_" + feature);
    nodes.add(
        OnnxParts.node("LabelEncoder", List.of(name), code)
            .setDomain(MACHINE_LEARNING)
            .addAttribute(OnnxParts.attribute("keys_strings", known))
            .addAttribute(
                OnnxParts.attribute("values_int64s", LongStream.range(0, known.size()).toArray()))
            .addAttribute(OnnxParts.attribute("default_int64", -1)));
    if (nodes.graph().getInitializerList().stream()
        .noneMatch(constant -> constant.getName().equals(hidden("missing")))) {
      nodes.scalar(hidden("missing"), Double.NaN);
      nodes.scalar(hidden("none"), 0);
    }
    String exact = nodes.cast(code, hidden("exact_" + feature), DataType.DOUBLE);
    String unknown = nodes.node("Less", hidden("unknown_" + feature), exact, hidden("none"));
    return nodes.node("Where", hidden("place_" + feature), unknown, hidden("missing"), exact);
  }

  /// A name that [#hide] leaves as it is.
  private static String hidden(String name) {
    return COLUMN + name;
  }

  /// Renames all values between inputs and outputs, which a column could have the name of.
  static void hide(GraphProto.Builder graph, Collection<String> inputs) {
    Set<String> kept = new HashSet<>(inputs);
    graph.getOutputList().forEach(output -> kept.add(output.getName()));
    graph
        .getNodeBuilderList()
        .forEach(node -> {
          for (int i = 0; i < node.getInputCount(); i++) {
            node.setInput(i, renamed(node.getInput(i), kept));
          }
          node.setOutput(0, renamed(node.getOutput(0), kept)).setName(node.getOutput(0));
        });
    graph
        .getInitializerBuilderList()
        .forEach(constant -> constant.setName(renamed(constant.getName(), kept)));
  }

  private static String renamed(String name, Set<String> kept) {
    return kept.contains(name) || name.startsWith(COLUMN) ? name : OTHER + name;
  }

  private String prepared(String features) {
    String value = features;
    if (has(Kind.ZERO_IS_MISSING)) {
      nodes.scalar("nothing", ZERO);
      nodes.scalar("missing", Double.NaN);
      String size = nodes.node("Abs", "zero_size", value);
      String zero = nodes.node("LessOrEqual", "zero_is", size, "nothing");
      String here = nodes.node("And", "zero_here", zero, mask(Kind.ZERO_IS_MISSING));
      value = nodes.node("Where", "without_zeros", here, "missing", value);
    }
    if (has(Kind.FLOORED)) {
      String floor = nodes.node("Floor", "floor", value);
      value = nodes.node("Where", "floored", mask(Kind.FLOORED), floor, value);
    }
    if (has(Kind.TRUNCATED)) {
      String floor = nodes.node("Floor", "whole", nodes.node("Abs", "whole_size", value));
      String whole =
          nodes.node("Mul", "whole_signed", floor, nodes.node("Sign", "whole_sign", value));
      value = nodes.node("Where", "truncated", mask(Kind.TRUNCATED), whole, value);
    }
    return value;
  }

  private boolean has(Kind kind) {
    return input.kinds().contains(kind);
  }

  /// Which features are of a kind.
  private String mask(Kind kind) {
    boolean[] mask = new boolean[input.names().size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = input.kinds().get(i) == kind;
    }
    String name = "is_" + Words.id(kind).replace('-', '_');
    nodes.graph().addInitializer(OnnxParts.bools(name, mask));
    return name;
  }
}
