// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An object that a file describes: its class, what its constructor would get, and its attributes.
/// Each reader of it says what it needs; what is absent or of another kind is malformed, and the
/// reason names the attribute with its path.
///
/// @param path where in the model it is, such as `steps[1].model`; empty for the model itself
/// @param type its class
/// @param arguments of its constructor, where its own code makes it (`__reduce__`)
/// @param attributes by name
public record Instance(String path, Name type, List<Value> arguments, Entries attributes) {

  public Instance {
    arguments = List.copyOf(arguments);
  }

  /// The object that a file holds; empty where it holds anything else.
  public static Optional<Instance> root(Value value) {
    return Instances.of("", value);
  }

  /// Whether there is such an attribute that is not None.
  public boolean has(String attribute) {
    return find(attribute).isPresent();
  }

  /// Empty where it is absent or None.
  public Optional<Value> find(String attribute) {
    return attributes.get(attribute).filter(value -> value != Value.Nothing.NONE);
  }

  public Value get(String attribute) throws MalformedException {
    return find(attribute).orElseThrow(() -> lacks(attribute, "is absent"));
  }

  public String text(String attribute) throws MalformedException {
    return switch (get(attribute)) {
      case Value.Text(String value) -> value;
      default -> throw lacks(attribute, "is no text");
    };
  }

  /// A number; a truth counts as 0 or 1, and so does an array of one number as that number.
  public double real(String attribute) throws MalformedException {
    return number(get(attribute)).orElseThrow(() -> lacks(attribute, "is no number"));
  }

  public int whole(String attribute) throws MalformedException {
    double value = real(attribute);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw lacks(attribute, "is no whole number that fits");
    }
    return (int) value;
  }

  public boolean truth(String attribute) throws MalformedException {
    return real(attribute) != 0;
  }

  public NdArray array(String attribute) throws MalformedException {
    return switch (get(attribute)) {
      case NdArray array -> array;
      default -> throw lacks(attribute, "is no array");
    };
  }

  /// Numbers of an array of any shape, or of a list, row by row.
  public double[] numbers(String attribute) throws MalformedException {
    Value value = get(attribute);
    if (value instanceof NdArray array && array.cells() instanceof Value.Numbers numbers) {
      double[] values = new double[numbers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.at(i);
      }
      return values;
    }
    if (value instanceof NdArray array && array.cells() instanceof Value.Records) {
      // Complex numbers are records too
      throw lacks(attribute, "holds no numbers");
    }
    List<Value> items = items(attribute);
    double[] values = new double[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(items.get(i)).orElseThrow(() -> lacks(attribute, "holds no numbers"));
    }
    return values;
  }

  /// A matrix of numbers; one row where the array has one axis.
  public double[][] matrix(String attribute) throws MalformedException {
    NdArray array = array(attribute);
    double[] flat = numbers(attribute);
    List<Integer> shape = array.shape();
    if (shape.size() > 2 || shape.isEmpty()) {
      throw lacks(attribute, "is no matrix");
    }
    int rows = shape.size() == 2 ? shape.get(0) : 1;
    int width = shape.getLast();
    double[][] matrix = new double[rows][width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(flat, row * width, matrix[row], 0, width);
    }
    return matrix;
  }

  /// Values of a list, a tuple, a set, or an array of objects.
  public List<Value> items(String attribute) throws MalformedException {
    return items(get(attribute)).orElseThrow(() -> lacks(attribute, "is no list"));
  }

  /// An object within this one.
  public Instance instance(String attribute) throws MalformedException {
    return within(attribute, get(attribute))
        .orElseThrow(() -> lacks(attribute, "is no object of a known form"));
  }

  /// Objects of a list within this one.
  public List<Instance> instances(String attribute) throws MalformedException {
    List<Instance> instances = new ArrayList<>();
    List<Value> items = items(attribute);
    for (int i = 0; i < items.size(); i++) {
      String place = "%s[%d]".formatted(attribute, i);
      instances.add(
          within(place, items.get(i))
              .orElseThrow(() -> lacks(place, "is no object of a known form")));
    }
    return instances;
  }

  /// A value as an object within this one.
  ///
  /// @param place how a user would find it from here, such as `steps[1].scaler`
  public Optional<Instance> within(String place, Value value) {
    return Instances.of(path.isEmpty() ? place : path + "." + place, value);
  }

  /// That an attribute is not what it should be.
  public MalformedException lacks(String attribute, String what) {
    String at = path.isEmpty() ? "" : " at " + path;
    return new MalformedException(
        "%s of %s%s %s".formatted(attribute, type.name(), at, what), false);
  }

  /// Values of a list, a tuple, a set, or an array, flat.
  public static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Items items -> Optional.of(items.values());
      case NdArray array -> Optional.of(Instances.flat(array));
      default -> Optional.empty();
    };
  }

  /// The number that a value is, where it is one.
  public static Optional<Double> number(Value value) {
    return switch (value) {
      case Value.Real(double real) -> Optional.of(real);
      case Value.Whole(var whole) -> Optional.of(whole.doubleValue());
      case Value.Truth(boolean truth) -> Optional.of(truth ? 1.0 : 0.0);
      case NdArray array
          when array.cells() instanceof Value.Numbers numbers && numbers.size() == 1 ->
          Optional.of(numbers.at(0));
      default -> Optional.empty();
    };
  }
}
