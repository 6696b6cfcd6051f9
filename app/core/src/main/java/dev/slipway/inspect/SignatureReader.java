// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.inspect.OnnxModel.Axis;
import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.Value;
import dev.slipway.inspect.OnnxModel.ValueType.MapType;
import dev.slipway.inspect.OnnxModel.ValueType.OptionalType;
import dev.slipway.inspect.OnnxModel.ValueType.SequenceType;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What a model takes and gives, as far as the protocol can carry it; the rest becomes findings.
final class SignatureReader {

  private final List<Finding> findings;

  SignatureReader(List<Finding> findings) {
    this.findings = findings;
  }

  /// The inputs that a caller gives: old files list their weights among the inputs too.
  List<TensorSpec> inputs(OnnxGraph graph) {
    List<Value> given =
        graph.inputs().stream()
            .filter(input -> !graph.initializers().containsKey(input.name()))
            .toList();
    return specs("input", given);
  }

  List<TensorSpec> outputs(OnnxGraph graph) {
    if (graph.outputs().isEmpty()) {
      findings.add(
          new Finding.Failed(
              "The model gives an answer",
              Problem.input(
                  "model.no-output",
                  "The model has no output",
                  "Its graph names none, so that nothing could be served.",
                  "Export it again with its predictions as outputs.")));
    }
    return specs("output", graph.outputs());
  }

  private List<TensorSpec> specs(String kind, List<Value> values) {
    List<TensorSpec> specs = new ArrayList<>();
    int before = findings.size();
    var names = new HashSet<String>();
    for (Value value : values) {
      if (!names.add(value.name())) {
        findings.add(twice(kind, value.name()));
        continue;
      }
      List<TensorSpec> maps = kind.equals("output") ? maps(value) : List.of();
      specs.addAll(maps);
      if (maps.isEmpty()) {
        spec(kind, value).ifPresent(specs::add);
      }
    }
    if (findings.size() == before && !values.isEmpty()) {
      findings.add(
          new Finding.Passed(
              "The protocol carries every " + kind, values.size() + " of " + values.size()));
    }
    return specs;
  }

  /// A sequence of maps, as scikit-learn's classifiers give, is served as two tensors: the values,
  /// a row a map, and the keys that they stand for. Empty for anything else.
  private static List<TensorSpec> maps(Value value) {
    if (value.name().isEmpty()
        || !(value.type() instanceof SequenceType(MapType(ElementType key, TensorType values)))
        || values.element() != ElementType.FLOAT
        || (key != ElementType.STRING && key != ElementType.INT64)) {
      return List.of();
    }
    List<Dimension> shape = List.of(new Dimension.Dynamic(""), new Dimension.Dynamic(""));
    DataType keys = key == ElementType.STRING ? DataType.BYTES : DataType.INT64;
    return List.of(
        new TensorSpec(value.name(), DataType.FP32, shape),
        new TensorSpec(value.name() + "_keys", keys, shape));
  }

  private Optional<TensorSpec> spec(String kind, Value value) {
    String check = "The protocol carries " + kind + " '" + value.name() + "'";
    if (value.name().isEmpty()) {
      findings.add(failed(check, "an " + kind + " has no name", "Export the model with names."));
      return Optional.empty();
    }
    if (!(value.type() instanceof TensorType tensor)) {
      findings.add(
          failed(
              check,
              "It is of type " + value.type().text() + "; only tensors can be served.",
              onlyTensors(kind, value)));
      return Optional.empty();
    }
    Optional<DataType> datatype = tensor.element().served();
    if (datatype.isEmpty()) {
      findings.add(
          failed(
              check,
              "The Open Inference Protocol has no type for " + tensor.text() + ".",
              "Add a Cast to a type it has (float, int32, ...) at this " + kind + "."));
      return Optional.empty();
    }
    if (tensor.shape().isEmpty()) {
      findings.add(
          new Finding.NotRun(check, "its shape is not declared, not even the number of axes"));
    }
    List<Axis> axes = tensor.shape().orElse(List.of());
    return Optional.of(
        new TensorSpec(
            value.name(), datatype.get(), axes.stream().map(SignatureReader::dimension).toList()));
  }

  private static String onlyTensors(String kind, Value value) {
    return switch (value.type()) {
      case OptionalType _ -> "Export it with a plain tensor in its place, which is always given.";
      case SequenceType(MapType _) ->
          "Export it with tensors only (scikit-learn: options={'zipmap': False}).";
      case SequenceType _ ->
          kind.equals("input")
              ? "Export it with one tensor in its place, with one more axis, and split it in the"
                    + " graph."
              : "Concatenate the sequence in the graph (ConcatFromSequence).";
      default -> "Export it with a tensor in its place.";
    };
  }

  private static Dimension dimension(Axis axis) {
    return axis.size() >= 0 ? new Dimension.Fixed(axis.size()) : new Dimension.Dynamic(axis.name());
  }

  private static Finding twice(String kind, String name) {
    return new Finding.Failed(
        "Each " + kind + " has a name of its own",
        Problem.input(
            "model.name-twice",
            "The model has two " + kind + "s named '" + name + "'",
            "A request and an answer know them by their names.",
            "Export the model again, with a name for each."));
  }

  private static Finding failed(String check, String why, String remedy) {
    return new Finding.Failed(
        check, Problem.input("model.type-not-served", "This model cannot be served", why, remedy));
  }
}
