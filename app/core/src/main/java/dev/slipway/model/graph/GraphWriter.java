// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts one ONNX graph together, node by node. Each method gives the name of the value that it
/// adds; names are counted, so no two parts of a graph can meet.
public final class GraphWriter {

  /// The operator set and file version, both long known to every runtime in use.
  private static final int OPSET = 17;

  private static final int ML_OPSET = 3;
  private static final int IR = 8;

  /// The domain of the operators for classical models.
  public static final String ML = "ai.onnx.ml";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<TensorProto, String> constants = new HashMap<>();
  private int values;

  /// A tensor that comes from the caller: rows, and then an axis of this width; only rows when it
  /// is zero.
  public String input(String name, DataType type, int width) {
    graph.addInput(OnnxParts.value(name, type, width));
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
            .setIrVersion(IR)
            .setProducerName(producer)
            .setGraph(graph.setName(name));
    model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
    model.addOpsetImportBuilder().setDomain(ML).setVersion(ML_OPSET);
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
          graph.addInitializer(tensor.toBuilder().setName(name));
          return name;
        });
  }

  private String fresh(String stem) {
    return stem + "_" + values++;
  }
}
