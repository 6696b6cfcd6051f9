// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.Function;
import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import dev.slipway.inspect.OnnxModel.Value;
import dev.slipway.inspect.OnnxModel.Weights;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the structure of an ONNX file. The field numbers are those of onnx.proto.
final class OnnxReader {

  static final String DEFAULT_DOMAIN = "ai.onnx";

  private final Quota quota = new Quota();
  private final TensorReader tensors = new TensorReader(quota);

  OnnxModel model(ProtoCursor cursor) throws MalformedException {
    long ir = 0;
    String producer = "";
    String producerVersion = "";
    SortedMap<String, Long> opsets = new TreeMap<>();
    SortedMap<String, String> metadata = new TreeMap<>();
    List<OnnxGraph> graphs = new ArrayList<>();
    List<Function> functions = new ArrayList<>();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> ir = cursor.number();
        case 2 -> producer = quota.text(cursor.text());
        case 3 -> producerVersion = quota.text(cursor.text());
        case 7 -> graphs.add(graph(cursor.message(), 0));
        case 8 -> opset(cursor.message(), opsets);
        case 14 -> quota.entry(cursor.message(), metadata);
        case 25 -> functions.add(function(cursor.message()));
        default -> {}
      }
      quota.item();
    }
    if (graphs.size() != 1) {
      throw new MalformedException("it has " + graphs.size() + " graphs instead of one", false);
    }
    return new OnnxModel(
        ir,
        (producer + " " + producerVersion).strip(),
        opsets,
        metadata,
        graphs.getFirst(),
        functions);
  }

  private void opset(ProtoCursor cursor, SortedMap<String, Long> opsets) throws MalformedException {
    String domain = "";
    long version = 0;
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> domain = quota.text(cursor.text());
        case 2 -> version = cursor.number();
        default -> {}
      }
    }
    opsets.put(domain(domain), version);
  }

  private OnnxGraph graph(ProtoCursor cursor, int depth) throws MalformedException {
    Quota.depth(depth);
    OnnxGraph graph = emptyGraph();
    quota.items(8);
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> graph.nodes().add(node(cursor.message(), depth));
        case 5 -> keep(tensors.tensor(cursor.message()), graph);
        case 11 -> graph.inputs().add(value(cursor.message()));
        case 12 -> graph.outputs().add(value(cursor.message()));
        case 13 -> graph.values().add(value(cursor.message()));
        case 15 -> keep(tensors.sparse(cursor.message()), graph);
        default -> {}
      }
      quota.item();
    }
    return graph;
  }

  private static OnnxGraph emptyGraph() {
    return new OnnxGraph(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new LinkedHashMap<>(),
        new ArrayList<>());
  }

  private static void keep(Weights weights, OnnxGraph graph) {
    if (weights.name().isEmpty() || graph.initializers().containsKey(weights.name())) {
      graph.unnamed().add(weights);
    } else {
      graph.initializers().put(weights.name(), weights);
    }
  }

  private Function function(ProtoCursor cursor) throws MalformedException {
    String name = "";
    String domain = "";
    OnnxGraph body = emptyGraph();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> name = quota.text(cursor.text());
        case 7 -> body.nodes().add(node(cursor.message(), 1));
        case 10 -> domain = quota.text(cursor.text());
        default -> {}
      }
      quota.item();
    }
    return new Function(domain(domain), name, body);
  }

  private OnnxNode node(ProtoCursor cursor, int depth) throws MalformedException {
    String name = "";
    String operator = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    var attributes = new Attributes();
    quota.items(8);
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> inputs.add(quota.text(cursor.text()));
        case 2 -> outputs.add(quota.text(cursor.text()));
        case 3 -> name = quota.text(cursor.text());
        case 4 -> operator = quota.text(cursor.text());
        case 5 -> attribute(cursor.message(), attributes, depth);
        case 7 -> domain = quota.text(cursor.text());
        default -> {}
      }
    }
    return new OnnxNode(
        name,
        operator,
        domain(domain),
        inputs,
        outputs,
        attributes.tensors,
        attributes.settings,
        attributes.texts,
        attributes.reals,
        attributes.integers,
        attributes.graphs);
  }

  /// What the attributes of one node hold.
  private static final class Attributes {

    /// Settings such as strides are short; trained values are not looked at one by one.
    static final int LONGEST_SETTING = 64;

    final List<Weights> tensors = new ArrayList<>();
    final Map<String, List<Long>> settings = new HashMap<>();
    final Map<String, String> texts = new HashMap<>();
    final List<OnnxGraph> graphs = new ArrayList<>();
    long reals;
    long integers;
  }

  private void attribute(ProtoCursor cursor, Attributes into, int depth) throws MalformedException {
    quota.item();
    String name = "";
    String text = "";
    List<Long> numbers = new ArrayList<>();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> name = quota.text(cursor.text());
        case 3 -> {
          if (numbers.isEmpty()) {
            numbers.add(cursor.number());
          }
        }
        case 4 -> text = cursor.bytes().byteSize() <= 256 ? cursor.text() : "";
        case 5 -> into.tensors.add(tensors.tensor(cursor.message()));
        case 6, 11 -> into.graphs.add(graph(cursor.message(), depth + 1));
        case 7 -> into.reals += cursor.count(4);
        case 8 -> {
          into.integers += cursor.count(0);
          cursor.numbers(number -> {
            if (numbers.size() <= Attributes.LONGEST_SETTING) {
              quota.item();
              numbers.add(number);
            }
          });
        }
        case 10 -> into.tensors.add(tensors.tensor(cursor.message()));
        case 22, 23 -> into.tensors.add(tensors.sparse(cursor.message()));
        default -> {}
      }
    }
    if (!text.isEmpty()) {
      into.texts.put(name, quota.text(text));
    }
    if (!numbers.isEmpty() && numbers.size() <= Attributes.LONGEST_SETTING) {
      into.settings.put(name, numbers);
    }
  }

  private Value value(ProtoCursor cursor) throws MalformedException {
    String name = "";
    OnnxModel.ValueType type = new OnnxModel.ValueType.UndeclaredType();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> name = quota.text(cursor.text());
        case 2 -> type = tensors.type(cursor.message(), 0);
        default -> {}
      }
    }
    return new Value(name, type);
  }

  private static String domain(String written) {
    return written.isEmpty() ? DEFAULT_DOMAIN : written;
  }
}
