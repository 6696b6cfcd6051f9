// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What XGBoost's JSON and UBJSON files hold. Arrays of numbers, of which a model mostly is, are
/// kept flat.
sealed interface Doc {

  /// Values that a file may hold: more would be more than 5 million tree nodes.
  int MOST_VALUES = 64 << 20;

  /// Nesting that a file may have; XGBoost's has eight levels.
  int DEEPEST = 64;

  record Text(String value) implements Doc {}

  record Num(double value) implements Doc {}

  record Bool(boolean value) implements Doc {}

  record Null() implements Doc {}

  record Array(List<Doc> items) implements Doc {}

  /// An array of numbers only.
  final class Numbers implements Doc {
    private double[] values = new double[8];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    double at(int i) {
      return values[i];
    }

    Array boxed() {
      List<Doc> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        items.add(new Num(values[i]));
      }
      return new Array(items);
    }
  }

  /// An object, and where in the file it is, for complaints.
  record Obj(String path, Map<String, Doc> fields) implements Doc {

    boolean has(String name) {
      return fields.containsKey(name) && !(fields.get(name) instanceof Null);
    }

    Obj object(String name) throws MalformedException {
      if (fields.get(name) instanceof Obj object) {
        return object;
      }
      throw wrong(name, "an object");
    }

    List<Doc> array(String name) throws MalformedException {
      return switch (fields.get(name)) {
        case Array array -> array.items();
        case Numbers numbers -> numbers.boxed().items();
        case null, default -> throw wrong(name, "an array");
      };
    }

    /// An array of numbers of a length that other parts of the file state.
    Numbers numbers(String name, int size) throws MalformedException {
      Numbers numbers = numbers(name);
      if (numbers.size() != size) {
        throw new MalformedException(
            "%s/%s holds %d numbers, not %d".formatted(path, name, numbers.size(), size), false);
      }
      return numbers;
    }

    Numbers numbers(String name) throws MalformedException {
      return switch (fields.get(name)) {
        case Numbers numbers -> numbers;
        case Array array when array.items().stream().allMatch(Bool.class::isInstance) -> {
          Numbers numbers = new Numbers();
          array.items().forEach(item -> numbers.add(item instanceof Bool(boolean b) && b ? 1 : 0));
          yield numbers;
        }
        case null, default -> throw wrong(name, "an array of numbers");
      };
    }

    String text(String name) throws MalformedException {
      if (fields.get(name) instanceof Text(String text)) {
        return text;
      }
      throw wrong(name, "a text");
    }

    /// A whole number, which XGBoost writes as a text.
    int count(String name, int most) throws MalformedException {
      double value =
          switch (fields.get(name)) {
            case Num(double number) -> number;
            case Text(String text) -> number(text);
            case null, default -> Double.NaN;
          };
      if (!(value >= 0 && value <= most && value == Math.rint(value))) {
        throw wrong(name, "a whole number up to " + most);
      }
      return (int) value;
    }

    private static double number(String text) {
      return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Double.NaN;
    }

    private MalformedException wrong(String name, String expected) {
      @Nullable Doc found = fields.get(name);
      return new MalformedException(
          path + "/" + name + (found == null ? " is missing" : " is not " + expected), false);
    }
  }
}
