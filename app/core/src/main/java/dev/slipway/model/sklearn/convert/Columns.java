// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimator.Taken;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The columns that a fitted model takes: their names, as its training data had them, and kinds.
///
/// @param named whether training knew names; else they are made up
record Columns(List<Column> columns, boolean named) {

  /// @param taken as a number or a text; anything where the model has no use for it
  record Column(String name, Taken taken) {
    boolean used() {
      return taken != Taken.ANYTHING;
    }
  }

  /// Names of the graph's outputs: no column may have one.
  private static final Set<String> OUTPUTS =
      Set.of("label", "probabilities", "scores", "prediction", "transformed");

  /// Attributes that hold the part of an estimator that sees the columns first.
  private static final List<String> WITHIN =
      List.of(
          "best_estimator_",
          "estimator_",
          "regressor_",
          "estimator",
          "base_estimator",
          "steps",
          "transformer_list",
          "estimators_",
          "calibrated_classifiers_");

  private static final int DEEPEST = 20;

  /// A list of pairs.
  private static final int LAYERS = 2;

  Columns {
    columns = List.copyOf(columns);
  }

  static Columns of(Instance fitted, List<Taken> takes) throws NotConvertible {
    Optional<List<String>> names =
        names(fitted, DEEPEST, new HashSet<>()).filter(found -> found.size() == takes.size());
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < takes.size(); i++) {
      String madeUp = takes.size() == 1 && takes.getFirst() == Taken.TEXT ? "text" : "x" + i;
      columns.add(new Column(names.isPresent() ? names.get().get(i) : madeUp, takes.get(i)));
    }
    var all = new Columns(columns, names.isPresent());
    all.refuseAmbiguous(fitted);
    return all;
  }

  /// What scikit-learn keeps where it was fitted on a table with names, and on no pipeline as such.
  ///
  /// @param seen objects that were looked at: a file may hold one that is within itself
  private static Optional<List<String>> names(Instance fitted, int left, Set<Value> seen) {
    Optional<Value> written = fitted.find("feature_names_in_");
    if (written.isPresent()) {
      List<Value> values = Instance.items(written.get()).orElse(List.of());
      return Optional.of(
          values.stream()
              .map(value -> value instanceof Value.Text(String text) ? text : "")
              .toList());
    }
    for (String attribute : WITHIN) {
      Optional<Value> part = fitted.find(attribute).flatMap(value -> first(value, LAYERS));
      if (left == 0 || part.isEmpty() || !seen.add(part.get())) {
        continue;
      }
      Optional<Instance> object = fitted.within("", part.get());
      Optional<List<String>> names = object.flatMap(one -> names(one, left - 1, seen));
      if (names.isPresent()) {
        return names;
      }
    }
    return Optional.empty();
  }

  /// An object, or the first one of a list, or of a list of pairs of a name and an object.
  private static Optional<Value> first(Value value, int layers) {
    Optional<List<Value>> items = layers == 0 ? Optional.empty() : Instance.items(value);
    if (items.isEmpty()) {
      return Optional.of(value).filter(one -> Instance.root(one).isPresent());
    }
    return items.get().stream().flatMap(item -> first(item, layers - 1).stream()).findFirst();
  }

  private void refuseAmbiguous(Instance fitted) throws NotConvertible {
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      String name = column.name();
      if (named && (name.isBlank() || !seen.add(name))) {
        throw Estimators.refused(
            fitted, "columns without a name of their own: '%s'".formatted(name));
      }
      if (apart() && column.used() && OUTPUTS.contains(name)) {
        throw Estimators.refused(fitted, "a column called '%s', as the answer is".formatted(name));
      }
    }
  }

  /// Those that the model makes use of.
  List<Column> used() {
    return columns.stream().filter(Column::used).toList();
  }

  List<String> names() {
    return used().stream().map(Column::name).toList();
  }

  /// Whether each column is an input of its own: one of texts and one of numbers cannot lie in one
  /// tensor.
  boolean apart() {
    return columns.stream().anyMatch(column -> column.taken() == Taken.TEXT);
  }
}
