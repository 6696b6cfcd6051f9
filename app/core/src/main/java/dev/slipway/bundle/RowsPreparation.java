// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.data.DataContract;
import dev.slipway.request.ModelTexts;
import dev.slipway.serving.preparation.ColumnRule;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.preparation.Places;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How the service makes a model's inputs of rows by name: what `preparation.json` tells it.
///
/// @param columns in the order of the model
/// @param labels class names in the order of the scores; may be empty
record RowsPreparation(List<RowColumn> columns, List<String> labels) {

  static final String FILE = "preparation.json";

  /// A column that callers give.
  ///
  /// @param type of a value in JSON: `number`, `integer`, `boolean` or `string`
  /// @param required whether no value may be missing
  /// @param takesNone whether the model takes a missing value
  /// @param values all that are allowed, as JSON has them; empty for any
  /// @param example a value that is taken, as JSON has it
  /// @param madeUp whether it is of no request of the project's own
  record RowColumn(
      String name,
      String tensor,
      int index,
      String type,
      boolean required,
      boolean takesNone,
      List<Object> values,
      OptionalDouble least,
      OptionalDouble most,
      Object example,
      boolean madeUp) {

    RowColumn {
      values = List.copyOf(values);
    }

    /// With a value of a request of the project's own.
    RowColumn like(Object own) {
      return new RowColumn(
          name, tensor, index, type, required, takesNone, values, least, most, own, false);
    }
  }

  RowsPreparation {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
  }

  /// Empty for a model whose inputs are no columns, or of which nobody said what they are called.
  static Optional<RowsPreparation> of(BundleInput input) {
    List<TensorSpec> inputs = input.inspection().signature().inputs();
    if (inputs.isEmpty() || ModelTexts.suit(input.inspection().signature())) {
      return Optional.empty();
    }
    List<RowColumn> columns =
        input.data().isPresent()
            ? contracted(input.data().get(), inputs)
            : named(input.inspection().featureMap().features(), inputs);
    RowsPreparation found = new RowsPreparation(columns, input.inspection().featureMap().labels());
    try {
      var read =
          new Preparation(
              columns.stream()
                  .map(column ->
                      new Preparation.Field(
                          column.name(), column.tensor(), column.index(), ColumnRule.NONE))
                  .toList(),
              found.labels());
      return read.columns(inputs).count() == 0 ? Optional.empty() : Optional.of(found);
    } catch (PreparationException fillsNoInputs) {
      return Optional.empty();
    }
  }

  /// Those that callers give; none where rows are not taken.
  static List<RowColumn> columns(BundleInput input) {
    return of(input).map(RowsPreparation::columns).orElse(List.of());
  }

  private static List<RowColumn> contracted(DataContract contract, List<TensorSpec> inputs) {
    List<String> order = inputs.stream().map(TensorSpec::name).toList();
    return contract.columns().stream()
        .filter(column -> column.input().isPresent())
        .map(column -> contracted(column, column.input().get()))
        .sorted(
            Comparator.comparingInt((RowColumn column) -> order.indexOf(column.tensor()))
                .thenComparingInt(RowColumn::index))
        .toList();
  }

  /// What a rule allows to be broken now and then is not refused.
  private static RowColumn contracted(DataContract.Column column, DataContract.Input input) {
    boolean listed =
        column.checks().stream()
            .anyMatch(check -> check.metric().equals("invalidValues") && check.percent() == 0);
    List<Object> values = listed ? input.values() : List.of();
    boolean takesNone = !input.jsonType().equals("integer") && !input.jsonType().equals("boolean");
    return new RowColumn(
        column.name(),
        input.tensor(),
        input.index(),
        input.jsonType(),
        column.required(),
        takesNone,
        values,
        column.bounds().min(),
        column.bounds().max(),
        example(input.jsonType(), values, column.bounds().min(), column.bounds().max()),
        true);
  }

  /// By the names that the model itself has.
  private static List<RowColumn> named(List<String> features, List<TensorSpec> inputs) {
    boolean each = features.isEmpty() && inputs.stream().allMatch(RowsPreparation::isColumn);
    if (features.isEmpty() && !each) {
      return List.of();
    }
    List<String> names = each ? inputs.stream().map(TensorSpec::name).toList() : features;
    try {
      return Places.of("the model", names, features, inputs).stream()
          .map(RowsPreparation::named)
          .toList();
    } catch (PreparationException noRows) {
      return List.of();
    }
  }

  private static boolean isColumn(TensorSpec input) {
    return input.shape().size() < 2
        || (input.shape().getLast() instanceof Dimension.Fixed(long size) && size == 1);
  }

  private static RowColumn named(Place place) {
    String type =
        switch (place.input().datatype()) {
          case BOOL -> "boolean";
          case BYTES -> "string";
          case FP16, BF16, FP32, FP64 -> "number";
          case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> "integer";
        };
    OptionalDouble open = OptionalDouble.empty();
    return new RowColumn(
        place.column(),
        place.input().name(),
        place.index(),
        type,
        false,
        type.equals("number") || type.equals("string"),
        List.of(),
        open,
        open,
        example(type, List.of(), open, open),
        true);
  }

  private static Object example(
      String type, List<Object> values, OptionalDouble least, OptionalDouble most) {
    if (!values.isEmpty()) {
      return values.getFirst();
    }
    double low = least.orElse(Double.NEGATIVE_INFINITY);
    double high = Math.max(low, most.orElse(Double.POSITIVE_INFINITY));
    return switch (type) {
      case "string" -> "a";
      case "boolean" -> true;
      case "integer" -> (long) Math.ceil(Math.clamp(1.0, low, high));
      default -> Math.clamp(0.5, low, high);
    };
  }

  GeneratedFile.Content content() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode all = file.putArray("columns");
    for (RowColumn column : columns) {
      ObjectNode one = all.addObject();
      one.put("name", column.name());
      one.put("tensor", column.tensor());
      one.put("index", column.index());
      if (column.required()) {
        one.put("required", true);
      }
      if (!column.values().isEmpty()) {
        ArrayNode values = one.putArray("values");
        column.values().forEach(values::addPOJO);
      }
      column.least().ifPresent(least -> one.put("least", least));
      column.most().ifPresent(most -> one.put("most", most));
    }
    ArrayNode names = file.putArray("labels");
    labels.forEach(names::add);
    return ByteContent.of(Json.text(file));
  }
}
