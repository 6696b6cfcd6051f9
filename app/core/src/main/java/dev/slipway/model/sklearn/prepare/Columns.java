// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which columns a step of a ColumnTransformer takes.
final class Columns {

  private Columns() {}

  /// @param index of the step among `transformers_`
  /// @param width how many columns there are
  static List<Integer> of(Instance fitted, String step, int index, int width)
      throws MalformedException {
    // Since 1.0 fitting keeps the numbers of the columns, however they were chosen
    Optional<Value> kept = fitted.find("_transformer_to_input_indices");
    Optional<Value> numbers =
        kept.isPresent() && kept.get() instanceof Value.Entries entries
            ? entries.get(step)
            : Optional.empty();
    Value chosen = numbers.isPresent() ? numbers.get() : written(fitted, index);
    List<Integer> columns = new ArrayList<>();
    List<String> names = fitted.has("feature_names_in_") ? names(fitted) : List.of();
    for (Value value : Instance.items(chosen).orElse(List.of(chosen))) {
      int column =
          value instanceof Value.Text(String name)
              ? names.indexOf(name)
              : Instance.number(value).orElse(-1.0).intValue();
      if (column < 0 || column >= width) {
        throw fitted.lacks(
            "transformers_[%d]".formatted(index), "names a column that is not there");
      }
      columns.add(column);
    }
    return columns;
  }

  private static Value written(Instance fitted, int index) throws MalformedException {
    List<Value> parts = Instance.items(fitted.items("transformers_").get(index)).orElse(List.of());
    if (parts.size() < 3) {
      throw fitted.lacks("transformers_", "holds what names no columns");
    }
    return parts.get(2);
  }

  static List<String> names(Instance fitted) throws MalformedException {
    List<String> names = new ArrayList<>();
    for (Value name : fitted.items("feature_names_in_")) {
      if (!(name instanceof Value.Text(String text))) {
        throw fitted.lacks("feature_names_in_", "holds what is no text");
      }
      names.add(text);
    }
    return names;
  }
}
