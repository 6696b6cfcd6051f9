// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts one ONNX graph together, node by node. Each method gives the name of the value that it
/// adds; names are counted, so no two parts of a graph can meet.
public final class GraphWriter {

  /// The operator set and file version, both long known to every runtime in use, and newer ones for
  /// a graph with an operator that needs them.
  private static final int OPSET = 17;

  private static final int NEW_OPSET = 20;
  private static final Set<String> NEW = Set.of("StringConcat");

  private static final int ML_OPSET = 3;
  private static final int IR = 8;
  private static final int NEW_IR = 9;

  /// The domain of the operators for classical models.
  public static final String ML = "ai.onnx.ml";

  /// The domain of ONNX Runtime's own operators.
  public static final String MICROSOFT = "com.microsoft";

  private final GraphProto.Builder whole = GraphProto.newBuilder();

  /// Where nodes go: the whole, or the body of a loop.
  private GraphProto.Builder graph = whole;

  private final Map<TensorProto, String> constants = new HashMap<>();
  private final Set<String> domains = new TreeSet<>();
  private boolean isNew;
  private final Set<String> inputs = new HashSet<>();
  private int values;

  /// A tensor that comes from the caller: rows, and then an axis of this width; only rows when it
  /// is zero.
  public String input(String name, DataType type, int width) {
    graph.addInput(OnnxParts.value(name, type, width));
    inputs.add(name);
    return name;
  }

  /// Gives a value to the caller under a name.
  public void output(String value, String name, DataType type, int width) {
    graph.addNode(OnnxParts.node("Identity", List.of(value), name));
    graph.addOutput(OnnxParts.value(name, type, width));
  }

  public String node(String operator, String... inputs) {
    return node(operator, List.of(), inputs);
  }

  public String node(String operator, List<AttributeProto> attributes, String... inputs) {
    return nodes("", operator, attributes, 1, inputs).getFirst();
  }

  /// Along the axis behind the rows.
  public String along(String operator, String... inputs) {
    return node(operator, List.of(OnnxParts.attribute("axis", 1)), inputs);
  }

  /// An operator of any domain, with any number of outputs.
  ///
  /// @param domain empty for ONNX's own
  public List<String> nodes(
      String domain,
      String operator,
      List<AttributeProto> attributes,
      int outputs,
      String... inputs) {
    domains.add(domain);
    isNew |= domain.isEmpty() && NEW.contains(operator);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      made.add(fresh(operator));
    }
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .setName(made.getFirst())
            .addAllInput(Arrays.asList(inputs))
            .addAllOutput(made)
            .addAllAttribute(attributes));
    return List.copyOf(made);
  }

  /// What one round of a loop hands to the next.
  ///
  /// @param more whether there should be another round: one truth
  /// @param carried tensors of the type that the loop carries
  public record Turn(String more, List<String> carried) {}

  /// One round of a loop.
  @FunctionalInterface
  public interface Round {
    /// @param number of the round, from zero
    /// @param carried what the round before handed on
    Turn write(String number, List<String> carried);
  }

  /// Repeats a part of the graph while it wants more, and not beyond a number of rounds. The part
  /// may use whatever stands before it.
  ///
  /// @param carried tensors of doubles, as the first round gets them
  /// @return the same, as the last round gives them
  public List<String> loop(int rounds, List<String> carried, Round round) {
    return loop(rounds, DataType.DOUBLE, carried, round);
  }

  /// The same with tensors of any type, whose shapes may change from round to round.
  public List<String> loop(int rounds, DataType type, List<String> carried, Round round) {
    GraphProto.Builder outside = graph;
    graph = GraphProto.newBuilder().setName(fresh("round"));
    String number = inner(OnnxParts.single(fresh("number"), DataType.INT64));
    inner(OnnxParts.single(fresh("going"), DataType.BOOL));
    List<String> inside =
        carried.stream().map(x -> inner(OnnxParts.value(fresh("carried"), type))).toList();
    Turn turn = round.write(number, inside);
    graph.addOutput(OnnxParts.value(turn.more(), DataType.BOOL));
    turn.carried().forEach(x -> graph.addOutput(OnnxParts.value(x, type)));
    AttributeProto body = OnnxParts.attribute("body", graph.build());
    graph = outside;
    // The condition before the first round is left out: it holds
    List<String> inputs = new ArrayList<>(List.of(longs(rounds), ""));
    inputs.addAll(carried);
    return nodes("", "Loop", List.of(body), carried.size(), inputs.toArray(String[]::new));
  }

  private String inner(ValueInfoProto input) {
    graph.addInput(input);
    return input.getName();
  }

  public String cast(String value, DataType type) {
    return node("Cast", List.of(OnnxParts.attribute("to", type.getNumber())), value);
  }

  /// A constant of double precision, row by row.
  public String doubles(List<Long> shape, double... values) {
    return constant(OnnxParts.doubles("", shape, values));
  }

  /// A constant number, which goes with a tensor of any shape.
  public String scalar(double value) {
    return doubles(List.of(), value);
  }

  /// A constant row of whole numbers.
  public String longs(long... values) {
    return constant(OnnxParts.longs("", values));
  }

  /// A constant row of truths.
  public String truths(boolean... values) {
    return constant(OnnxParts.bools("", values));
  }

  /// A constant row of texts.
  public String texts(List<String> values) {
    return constant(OnnxParts.strings("", values));
  }

  /// The graph as a model.
  ///
  /// @param producer what made it, with its version
  /// @param metadata what it says of itself
  public byte[] model(String name, String producer, Map<String, String> metadata) {
    var model =
        ModelProto.newBuilder()
            .setIrVersion(isNew ? NEW_IR : IR)
            .setProducerName(producer)
            .setGraph(whole.setName(name));
    model.addOpsetImportBuilder().setDomain("").setVersion(isNew ? NEW_OPSET : OPSET);
    model.addOpsetImportBuilder().setDomain(ML).setVersion(ML_OPSET);
    if (domains.contains(MICROSOFT)) {
      model.addOpsetImportBuilder().setDomain(MICROSOFT).setVersion(1);
    }
    new TreeMap<>(metadata)
        .forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model.build().toByteArray();
  }

  /// The same constant is kept once.
  private String constant(TensorProto unnamed) {
    return constants.computeIfAbsent(
        unnamed,
        tensor -> {
          String name = fresh("constant");
          whole.addInitializer(tensor.toBuilder().setName(name));
          return name;
        });
  }

  private String fresh(String stem) {
    String name;
    do {
      name = stem + "_" + values++;
    } while (inputs.contains(name));
    return name;
  }
}
