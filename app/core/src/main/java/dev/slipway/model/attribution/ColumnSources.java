// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which feature each column of a value comes from, as long as every column comes from one: through
/// operators that treat columns alike, join them, split them or pick some.
final class ColumnSources {

  private static final int DEEPEST = 200;
  private static final Set<String> BY_ELEMENT =
      Set.of(
          "Abs",
          "Add",
          "And",
          "Cast",
          "Ceil",
          "Clip",
          "Cos",
          "Div",
          "Dropout",
          "Equal",
          "Erf",
          "Exp",
          "Floor",
          "Greater",
          "GreaterOrEqual",
          "Identity",
          "Imputer",
          "IsNaN",
          "LabelEncoder",
          "Less",
          "LessOrEqual",
          "Log",
          "Max",
          "Min",
          "Mod",
          "Mul",
          "Neg",
          "Not",
          "Or",
          "Pow",
          "Reciprocal",
          "Relu",
          "Round",
          "Scaler",
          "Sigmoid",
          "Sign",
          "Sin",
          "Sqrt",
          "Sub",
          "Tanh",
          "Where",
          "Binarizer",
          "CategoryMapper");

  /// What keeps the order of a row's values.
  private static final Set<String> RESHAPING = Set.of("Flatten", "Reshape", "Squeeze", "Unsqueeze");

  private final Wiring wiring;
  private final Map<String, List<Integer>> known = new HashMap<>();

  /// @param inputs the feature of each value of a row, for every input
  ColumnSources(Wiring wiring, Map<String, List<Integer>> inputs) {
    this.wiring = wiring;
    known.putAll(inputs);
  }

  /// Empty where a column mixes features, or comes from an operator that is not known here.
  Optional<List<Integer>> of(String value) {
    return of(value, 0);
  }

  private Optional<List<Integer>> of(String value, int depth) {
    if (known.containsKey(value)) {
      return Optional.of(known.getOrDefault(value, List.of()));
    }
    Optional<List<Integer>> found =
        depth > DEEPEST
            ? Optional.empty()
            : wiring.maker(value).flatMap(node -> through(node, value, depth + 1));
    found.ifPresent(columns -> known.put(value, columns));
    return found;
  }

  private Optional<List<Integer>> through(NodeProto node, String value, int depth) {
    if (BY_ELEMENT.contains(node.getOpType())) {
      return alike(node, depth);
    }
    if (RESHAPING.contains(node.getOpType())) {
      return of(node.getInput(0), depth);
    }
    return switch (node.getOpType()) {
      case "Concat", "FeatureVectorizer" -> joined(node, depth);
      case "Split" -> part(node, value, depth);
      case "Gather", "ArrayFeatureExtractor" -> picked(node, depth);
      case "OneHotEncoder" -> repeated(node, depth);
      default -> Optional.empty();
    };
  }

  /// All inputs that are no constants have the same columns.
  private Optional<List<Integer>> alike(NodeProto node, int depth) {
    List<Optional<List<Integer>>> inputs =
        node.getInputList().stream()
            .filter(input -> !wiring.isConstant(input))
            .map(input -> of(input, depth))
            .distinct()
            .toList();
    return inputs.size() == 1 ? inputs.getFirst() : Optional.empty();
  }

  private Optional<List<Integer>> joined(NodeProto node, int depth) {
    if (node.getOpType().equals("Concat") && !alongColumns(node, 1)) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>();
    for (String input : node.getInputList()) {
      Optional<List<Integer>> columns = of(input, depth);
      if (columns.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(columns.get());
    }
    return Optional.of(all);
  }

  private static boolean alongColumns(NodeProto node, long otherwise) {
    long axis = Wiring.integer(node, "axis").orElse(otherwise);
    return axis == 1 || axis == -1;
  }

  private Optional<List<Integer>> part(NodeProto node, String value, int depth) {
    Optional<List<Integer>> columns = of(node.getInput(0), depth);
    if (columns.isEmpty() || !alongColumns(node, 0)) {
      return Optional.empty();
    }
    int parts = node.getOutputCount();
    int width = columns.get().size();
    long[] sizes = new long[parts];
    Arrays.fill(sizes, (width + parts - 1) / parts);
    List<Long> stated = Wiring.integers(node, "split");
    if (node.getInputCount() > 1) {
      stated =
          wiring.numbers(node.getInput(1)).stream()
              .flatMapToDouble(Arrays::stream)
              .mapToObj(size -> (long) size)
              .toList();
    }
    for (int i = 0; i < Math.min(parts, stated.size()); i++) {
      sizes[i] = stated.get(i);
    }
    long from = 0;
    for (int i = 0; i < parts; i++) {
      long to = Math.min(width, from + sizes[i]);
      if (node.getOutput(i).equals(value) && from >= 0 && from <= to) {
        return Optional.of(columns.get().subList((int) from, (int) to));
      }
      from = to;
    }
    return Optional.empty();
  }

  private Optional<List<Integer>> picked(NodeProto node, int depth) {
    Optional<List<Integer>> columns = of(node.getInput(0), depth);
    Optional<double[]> places = wiring.numbers(node.getInput(1));
    if (columns.isEmpty()
        || places.isEmpty()
        || (node.getOpType().equals("Gather") && !alongColumns(node, 0))) {
      return Optional.empty();
    }
    List<Integer> picked = new ArrayList<>();
    for (double place : places.get()) {
      int at = (int) place < 0 ? (int) place + columns.get().size() : (int) place;
      if (at < 0 || at >= columns.get().size()) {
        return Optional.empty();
      }
      picked.add(columns.get().get(at));
    }
    return Optional.of(picked);
  }

  /// Each column becomes as many as there are categories.
  private Optional<List<Integer>> repeated(NodeProto node, int depth) {
    int categories =
        Math.max(
            Wiring.integers(node, "cats_int64s").size(),
            Wiring.attribute(node, "cats_strings").map(a -> a.getStringsCount()).orElse(0));
    return of(node.getInput(0), depth)
        .filter(columns -> categories > 0)
        .map(columns ->
            columns.stream()
                .flatMap(column -> Collections.nCopies(categories, column).stream())
                .toList());
  }
}
