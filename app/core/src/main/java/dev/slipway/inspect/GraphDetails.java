// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.inspect.NodeDetails.Constant;
import dev.slipway.inspect.OnnxModel.Axis;
import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.inspect.OnnxModel.Weights;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ProtoCursor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what an inspection leaves out: how the nodes of the main graph are set, the types of what
/// passes between them, and the values of constants. It takes a file as seriously as [Inspector]
/// does: mapped, within bounds, nothing run.
public final class GraphDetails {

  /// How a type ends that the file does not state.
  private static final String DERIVED = " for one row";

  private GraphDetails() {}

  /// One for each node of [Inspection#graph], in its order.
  public static List<NodeDetails> nodes(ModelFile model) throws ProblemException {
    return mapped(model, GraphDetails::nodes);
  }

  /// How the values of the constants that a node takes or holds are spread.
  ///
  /// @param node its position in [Inspection#graph]
  public static List<WeightHistogram> histograms(ModelFile model, int node)
      throws ProblemException {
    return mapped(model, bytes -> ConstantValues.of(bytes, model.path(), node));
  }

  /// Hashes of the values of the main graph's constants, by name. It reads all of the weights.
  public static Map<String, Sha256> weights(ModelFile model) throws ProblemException {
    return mapped(model, bytes -> TensorHash.all(bytes, model.path()));
  }

  /// A look at the bytes of a model.
  interface Look<T> {
    T at(MemorySegment bytes) throws MalformedException, IOException;
  }

  static <T> T mapped(ModelFile model, Look<T> look) throws ProblemException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(model.path())) {
      return look.at(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException | MalformedException e) {
      throw new ProblemException(
          Problem.input(
              "model.gone",
              model.path() + " is not what it was a moment ago",
              "It could be read when the model was taken in, and no longer: " + e.getMessage(),
              "Put the file back and leave it alone while it is looked at."),
          e);
    }
  }

  private static List<NodeDetails> nodes(MemorySegment bytes) throws MalformedException {
    OnnxGraph graph = new OnnxReader().model(new ProtoCursor(bytes)).graph();
    Map<String, String> types = types(graph);
    List<MemorySegment> messages = messages(bytes);
    List<NodeDetails> details = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      OnnxNode node = graph.nodes().get(i);
      details.add(
          new NodeDetails(
              NodeSettings.of(messages.get(i)),
              values(node.inputs(), types, graph),
              values(node.outputs(), types, graph)));
    }
    return details;
  }

  /// The messages of the main graph's nodes.
  static List<MemorySegment> messages(MemorySegment model) throws MalformedException {
    List<MemorySegment> nodes = new ArrayList<>();
    var cursor = new ProtoCursor(model);
    while (cursor.next()) {
      if (cursor.field() == 7) {
        ProtoCursor graph = cursor.message();
        while (graph.next()) {
          if (graph.field() == 1) {
            nodes.add(graph.bytes());
          }
        }
      }
    }
    return nodes;
  }

  private static List<NodeDetails.Value> values(
      List<String> names, Map<String, String> types, OnnxGraph graph) {
    return names.stream()
        .filter(name -> !name.isEmpty())
        .map(name ->
            new NodeDetails.Value(
                name,
                types.getOrDefault(name, ""),
                !types.getOrDefault(name, DERIVED).endsWith(DERIVED),
                Optional.ofNullable(graph.initializers().get(name)).map(GraphDetails::constant)))
        .toList();
  }

  private static Constant constant(Weights weights) {
    return new Constant(Math.max(0, weights.count()), new Bytes(weights.byteCount()));
  }

  private static Map<String, String> types(OnnxGraph graph) {
    Map<String, String> types = new HashMap<>();
    KnownShapes shapes = KnownShapes.of(graph);
    for (OnnxNode node : graph.nodes()) {
      for (String output : node.outputs()) {
        long[] shape = shapes.of(output);
        if (shape.length > 0) {
          types.put(
              output,
              "["
                  + Arrays.stream(shape)
                      .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
                      .collect(Collectors.joining(" × "))
                  + "]"
                  + DERIVED);
        }
      }
    }
    Stream.of(graph.values(), graph.inputs(), graph.outputs())
        .flatMap(List::stream)
        .forEach(value ->
            types.put(
                value.name(),
                value.type() instanceof TensorType tensor ? type(tensor) : value.type().text()));
    graph.initializers().values().forEach(weights -> types.put(weights.name(), type(weights)));
    return types;
  }

  private static String type(TensorType tensor) {
    return tensor.element().text()
        + tensor
            .shape()
            .map(axes ->
                axes.isEmpty()
                    ? " scalar"
                    : " ["
                        + axes.stream().map(GraphDetails::size).collect(Collectors.joining(" × "))
                        + "]")
            .orElse("");
  }

  private static String size(Axis axis) {
    return axis.size() >= 0
        ? Long.toString(axis.size())
        : axis.name().isEmpty() ? "?" : axis.name();
  }

  static String type(Weights weights) {
    return weights.element().text()
        + (weights.dimensions().isEmpty()
            ? " scalar"
            : " ["
                + weights.dimensions().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" × "))
                + "]");
  }
}
