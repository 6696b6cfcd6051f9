// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.tensor;

import java.util.List;
import java.util.Optional;

/// What a model declares about one of its inputs or outputs.
public record TensorSpec(String name, DataType datatype, List<Dimension> shape) {

  public TensorSpec {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A tensor needs a name");
    }
    shape = List.copyOf(shape);
  }

  /// True when the first axis is dynamic, so that rows of several requests can be put together.
  public boolean hasDynamicRows() {
    return !shape.isEmpty() && shape.getFirst() instanceof Dimension.Dynamic;
  }

  /// The shape as the protocol writes it, -1 for each dynamic axis.
  public long[] protocolShape() {
    return shape.stream().mapToLong(Dimension::sizeOrMinusOne).toArray();
  }

  /// Why a tensor of this type and shape cannot be given here, or empty when it fits.
  public Optional<String> whyUnfit(DataType givenType, long[] givenShape) {
    if (givenType != datatype) {
      return Optional.of("'%s' must be %s, not %s".formatted(name, datatype, givenType));
    }
    boolean fits = givenShape.length == shape.size();
    for (int axis = 0; fits && axis < givenShape.length; axis++) {
      fits = !(shape.get(axis) instanceof Dimension.Fixed(long size)) || size == givenShape[axis];
    }
    return fits
        ? Optional.empty()
        : Optional.of(
            "'%s' must have shape %s, not %s"
                .formatted(name, shapeText(), Shapes.text(givenShape)));
  }

  private String shapeText() {
    return shape.stream()
        .map(dimension ->
            switch (dimension) {
              case Dimension.Fixed(long size) -> Long.toString(size);
              case Dimension.Dynamic(String symbol) -> symbol.isEmpty() ? "-1" : symbol;
            })
        .toList()
        .toString()
        .replace(" ", "");
  }
}
