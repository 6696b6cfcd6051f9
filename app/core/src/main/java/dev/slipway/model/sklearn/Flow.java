// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Columns of the same rows on their way through a graph, in their order, as tensors of `[rows,
/// width]` each.
///
/// @param parts neighbours of one kind may or may not share a tensor
public record Flow(List<Part> parts) {

  public Flow {
    parts = List.copyOf(parts);
  }

  /// What a tensor holds: doubles, or strings.
  public enum Kind {
    NUMBERS,
    TEXTS
  }

  /// @param value its name in the graph
  public record Part(String value, Kind kind, int width) {}

  /// One tensor of doubles.
  public static Flow numbers(String value, int width) {
    return new Flow(List.of(new Part(value, Kind.NUMBERS, width)));
  }

  /// One tensor of strings.
  public static Flow texts(String value, int width) {
    return new Flow(List.of(new Part(value, Kind.TEXTS, width)));
  }

  /// Several flows side by side.
  public static Flow beside(List<Flow> flows) {
    return new Flow(flows.stream().flatMap(flow -> flow.parts.stream()).toList());
  }

  public int width() {
    return parts.stream().mapToInt(Part::width).sum();
  }

  /// Everything as one tensor of doubles; the name of it.
  ///
  /// @param who needs numbers
  public String numbers(GraphWriter graph, String who) throws NotConvertible {
    return one(graph, Kind.NUMBERS, who + " of texts");
  }

  /// Everything as one tensor of strings; the name of it.
  ///
  /// @param who needs texts
  public String texts(GraphWriter graph, String who) throws NotConvertible {
    return one(graph, Kind.TEXTS, who + " of numbers");
  }

  /// Some columns, in another order. Neighbours that lie in one tensor are taken together: a graph
  /// of a thousand single columns would be slow.
  public Flow columns(GraphWriter graph, List<Integer> wanted) {
    List<Part> picked = new ArrayList<>();
    for (int i = 0; i < wanted.size(); ) {
      int part = part(wanted.get(i));
      int first = firstColumn(part);
      Part from = parts.get(part);
      List<Long> places = new ArrayList<>();
      for (; i < wanted.size() && part(wanted.get(i)) == part; i++) {
        places.add((long) wanted.get(i) - first);
      }
      picked.add(gathered(graph, from, places));
    }
    return new Flow(picked);
  }

  private static Part gathered(GraphWriter graph, Part from, List<Long> places) {
    boolean whole = places.equals(LongStream.range(0, from.width()).boxed().toList());
    if (whole) {
      return from;
    }
    String indices = graph.longs(places.stream().mapToLong(Long::longValue).toArray());
    return new Part(graph.along("Gather", from.value(), indices), from.kind(), places.size());
  }

  private int part(int column) {
    int from = 0;
    for (int i = 0; i < parts.size(); i++) {
      from += parts.get(i).width();
      if (column >= 0 && column < from) {
        return i;
      }
    }
    throw new IllegalArgumentException("column %d of %d".formatted(column, from));
  }

  private int firstColumn(int part) {
    return parts.subList(0, part).stream().mapToInt(Part::width).sum();
  }

  private String one(GraphWriter graph, Kind kind, String otherwise) throws NotConvertible {
    for (Part part : parts) {
      if (part.kind() != kind) {
        throw new NotConvertible(otherwise, Estimators.REMEDY);
      }
    }
    List<String> values = parts.stream().map(Part::value).toList();
    if (values.size() == 1) {
      return values.getFirst();
    }
    return graph.along("Concat", values.toArray(String[]::new));
  }

  /// The type of a tensor of a kind.
  public static DataType type(Kind kind) {
    return kind == Kind.NUMBERS ? DataType.DOUBLE : DataType.STRING;
  }
}
