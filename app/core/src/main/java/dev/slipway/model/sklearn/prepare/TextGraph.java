// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.graph.GraphWriter.Turn;
import dev.slipway.model.graph.OnnxParts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Texts in a graph: taken apart, changed part by part, and put together again. Parts of a text lie
/// along the last axis; behind them come empty texts, which no part is.
final class TextGraph {

  static final String NOTHING = "";

  /// As many halves as any text has.
  private static final int MOST_HALVINGS = 40;

  private TextGraph() {}

  /// Letters of each text, `[..., letters]`.
  ///
  /// @param axes of the texts
  /// @param behind empty texts at the end of the longest text
  static String letters(GraphWriter graph, String texts, int axes, int behind) {
    String parts = apart(graph, texts, OnnxParts.attribute("separators", List.of("")));
    return longer(graph, parts, axes, behind);
  }

  /// What a pattern of RE2 finds in texts of one axis, `[rows, found]`.
  static String found(GraphWriter graph, String texts, String pattern, int behind) {
    String parts = apart(graph, texts, OnnxParts.attribute("tokenexp", pattern));
    return longer(graph, parts, 1, behind);
  }

  private static String apart(GraphWriter graph, String texts, AttributeProto how) {
    List<AttributeProto> attributes =
        List.of(
            OnnxParts.attribute("mark", 0),
            OnnxParts.attribute("mincharnum", 1),
            OnnxParts.attribute("pad_value", NOTHING),
            how);
    return graph.nodes(GraphWriter.MICROSOFT, "Tokenizer", attributes, 1, texts).getFirst();
  }

  private static String longer(GraphWriter graph, String parts, int axis, int count) {
    List<AttributeProto> before =
        List.of(OnnxParts.attribute("start", 0), OnnxParts.attribute("end", axis));
    String shape =
        graph.node(
            "Concat",
            List.of(OnnxParts.attribute("axis", 0)),
            graph.node("Shape", before, parts),
            graph.longs(count));
    String places = graph.node("Expand", graph.longs(0), shape);
    String nothing = graph.node("Gather", graph.texts(List.of(NOTHING)), places);
    return graph.node("Concat", List.of(OnnxParts.attribute("axis", axis)), parts, nothing);
  }

  /// Parts from one place to another, along an axis.
  static String part(GraphWriter graph, String parts, int axis, long from, long to, long step) {
    return graph.node(
        "Slice", parts, graph.longs(from), graph.longs(to), graph.longs(axis), graph.longs(step));
  }

  static String behind(GraphWriter graph, String parts, int axis, long from) {
    return part(graph, parts, axis, from, Long.MAX_VALUE, 1);
  }

  /// The number of each part.
  ///
  /// @param others what parts get that have none
  static String numbers(GraphWriter graph, String parts, Map<String, Long> numbers, long others) {
    List<String> keys = numbers.keySet().stream().sorted().toList();
    List<AttributeProto> codes =
        List.of(
            OnnxParts.attribute("keys_strings", keys),
            OnnxParts.attribute("values_int64s", keys.stream().mapToLong(numbers::get).toArray()),
            OnnxParts.attribute("default_int64", others));
    return graph.nodes(GraphWriter.ML, "LabelEncoder", codes, 1, parts).getFirst();
  }

  /// Which parts are among some.
  static String areAmong(GraphWriter graph, String parts, Collection<String> some) {
    Map<String, Long> numbers = new TreeMap<>();
    some.forEach(one -> numbers.put(one, 1L));
    return graph.node("Equal", numbers(graph, parts, numbers, 0), graph.longs(1));
  }

  static String isNothing(GraphWriter graph, String parts) {
    return areAmong(graph, parts, List.of(NOTHING));
  }

  /// One text where something is true, and the parts as they are where it is not.
  static String instead(GraphWriter graph, String where, String text, String parts) {
    return graph.node("Where", where, graph.texts(List.of(text)), parts);
  }

  /// Takes parts out: those that stay keep their order and move to the front.
  static String without(GraphWriter graph, String parts, String taken) {
    String length = graph.node("Gather", graph.node("Shape", parts), graph.longs(1));
    String ones = graph.node("Expand", graph.longs(1), length);
    String place = graph.node("CumSum", ones, graph.node("Squeeze", graph.longs(0)));
    String late = graph.node("Add", place, length);
    String order = graph.node("Where", taken, late, place);
    List<AttributeProto> rising =
        List.of(
            OnnxParts.attribute("axis", 1),
            OnnxParts.attribute("largest", 0),
            OnnxParts.attribute("sorted", 1));
    String places = graph.nodes("", "TopK", rising, 2, order, length).getLast();
    return graph.along("GatherElements", instead(graph, taken, NOTHING, parts), places);
  }

  /// Parts `[rows, parts]` as one text each, `[rows]`. Neighbours are joined two by two, so that a
  /// long text takes few rounds.
  ///
  /// @param parts at least one a row
  static String joined(GraphWriter graph, String parts) {
    String whole =
        graph
            .loop(
                MOST_HALVINGS,
                DataType.STRING,
                List.of(parts),
                (number, carried) -> {
                  String now = carried.getFirst();
                  String even = part(graph, now, 1, 0, Long.MAX_VALUE, 2);
                  String odd = part(graph, longer(graph, now, 1, 1), 1, 1, Long.MAX_VALUE, 2);
                  String pairs = graph.node("StringConcat", even, odd);
                  String left = graph.node("Gather", graph.node("Shape", pairs), graph.longs(1));
                  return new Turn(graph.node("Greater", left, graph.longs(1)), List.of(pairs));
                })
            .getFirst();
    return graph.node("Reshape", whole, graph.longs(-1));
  }
}
