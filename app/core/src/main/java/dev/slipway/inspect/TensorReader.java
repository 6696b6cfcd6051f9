// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.inspect.OnnxModel.Axis;
import dev.slipway.inspect.OnnxModel.ValueType;
import dev.slipway.inspect.OnnxModel.ValueType.MapType;
import dev.slipway.inspect.OnnxModel.ValueType.OptionalType;
import dev.slipway.inspect.OnnxModel.ValueType.SequenceType;
import dev.slipway.inspect.OnnxModel.ValueType.SparseType;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.inspect.OnnxModel.ValueType.UndeclaredType;
import dev.slipway.inspect.OnnxModel.Weights;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads tensors, without their values, and types.
final class TensorReader {

  private static final int MOST_AXES = 64;

  private final Quota quota;

  TensorReader(Quota quota) {
    this.quota = quota;
  }

  Weights tensor(ProtoCursor cursor) throws MalformedException {
    quota.items(4);
    String name = "";
    ElementType element = ElementType.UNDEFINED;
    List<Long> dimensions = new ArrayList<>();
    long stored = -1;
    long textBytes = 0;
    Map<String, String> external = new TreeMap<>();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> cursor.numbers(size -> axis(size, dimensions));
        case 2 -> element = ElementType.numbered(cursor.number());
        case 6 -> textBytes += cursor.bytes().byteSize();
        case 8 -> name = quota.text(cursor.text());
        case 9 -> stored = cursor.bytes().byteSize();
        case 13 -> quota.entry(cursor.message(), external);
        default -> {}
      }
    }
    return new Weights(name, element, dimensions, product(dimensions), stored, textBytes, external);
  }

  /// Only the values that are there count.
  Weights sparse(ProtoCursor cursor) throws MalformedException {
    Weights values = new Weights("", ElementType.UNDEFINED, List.of(), 0, -1, 0, Map.of());
    while (cursor.next()) {
      if (cursor.field() == 1) {
        values = tensor(cursor.message());
      }
    }
    return values;
  }

  private void axis(long size, List<Long> dimensions) throws MalformedException {
    quota.item();
    if (dimensions.size() == MOST_AXES) {
      throw new MalformedException("a tensor has more than " + MOST_AXES + " axes", false);
    }
    dimensions.add(size);
  }

  private static long product(List<Long> dimensions) {
    long product = 1;
    for (long size : dimensions) {
      if (size < 0) {
        return -1;
      }
      if (Math.multiplyHigh(product, size) != 0 || product * size < 0) {
        return -1;
      }
      product *= size;
    }
    return product;
  }

  ValueType type(ProtoCursor cursor, int depth) throws MalformedException {
    Quota.depth(depth);
    ValueType type = new UndeclaredType();
    while (cursor.next()) {
      type =
          switch (cursor.field()) {
            case 1 -> tensorType(cursor.message());
            case 4 -> new SequenceType(inner(cursor.message(), depth));
            case 5 -> mapType(cursor.message(), depth);
            case 8 -> new SparseType(tensorType(cursor.message()).element());
            case 9 -> new OptionalType(inner(cursor.message(), depth));
            default -> type;
          };
    }
    return type;
  }

  private ValueType inner(ProtoCursor cursor, int depth) throws MalformedException {
    ValueType type = new UndeclaredType();
    while (cursor.next()) {
      if (cursor.field() == 1) {
        type = type(cursor.message(), depth + 1);
      }
    }
    return type;
  }

  private ValueType mapType(ProtoCursor cursor, int depth) throws MalformedException {
    ElementType key = ElementType.UNDEFINED;
    ValueType value = new UndeclaredType();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> key = ElementType.numbered(cursor.number());
        case 2 -> value = type(cursor.message(), depth + 1);
        default -> {}
      }
    }
    return new MapType(key, value);
  }

  private TensorType tensorType(ProtoCursor cursor) throws MalformedException {
    ElementType element = ElementType.UNDEFINED;
    Optional<List<Axis>> shape = Optional.empty();
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> element = ElementType.numbered(cursor.number());
        case 2 -> shape = Optional.of(shape(cursor.message()));
        default -> {}
      }
    }
    return new TensorType(element, shape);
  }

  private List<Axis> shape(ProtoCursor cursor) throws MalformedException {
    List<Axis> axes = new ArrayList<>();
    while (cursor.next()) {
      if (cursor.field() == 1) {
        if (axes.size() == MOST_AXES) {
          throw new MalformedException("a shape has more than " + MOST_AXES + " axes", false);
        }
        axes.add(axis(cursor.message()));
      }
    }
    return axes;
  }

  private Axis axis(ProtoCursor cursor) throws MalformedException {
    long size = -1;
    String name = "";
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> size = cursor.number();
        case 2 -> name = quota.text(cursor.text());
        default -> {}
      }
    }
    return new Axis(size < 0 ? -1 : size, name);
  }
}
