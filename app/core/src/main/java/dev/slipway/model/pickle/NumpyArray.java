// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.NumpyType.Field;
import dev.slipway.model.pickle.Value.Cells;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.pickle.Value.Numbers;
import dev.slipway.model.pickle.Value.Objects;
import dev.slipway.model.pickle.Value.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes an array of its bytes, row by row whatever their order.
final class NumpyArray {

  private final NumpyType type;
  private final List<Integer> shape;
  private final Meter meter;
  private final int count;

  NumpyArray(NumpyType type, List<Integer> shape, Meter meter) throws MalformedException {
    this.type = type;
    this.shape = shape;
    this.meter = meter;
    this.count = count(shape);
  }

  /// Bytes that its elements take.
  long bytes() {
    return (long) count * type.size();
  }

  static NdArray ofObjects(NumpyType type, List<Integer> shape, List<Value> objects, Meter meter)
      throws MalformedException {
    if (count(shape) != objects.size()) {
      throw new MalformedException(
          "an array of %s objects holds %d".formatted(shape, objects.size()), false);
    }
    meter.places(objects.size(), Meter.PLACE);
    return new NdArray(type.dtype(), shape, new Objects(objects));
  }

  NdArray rowByRow(byte[] bytes) throws MalformedException {
    return array(bytes, Layout.rows(count));
  }

  NdArray columnByColumn(byte[] bytes) throws MalformedException {
    meter.hold((long) Integer.BYTES * count);
    return array(bytes, Layout.columns(shape, count));
  }

  /// @param axes where each axis of the array is among those of the bytes
  NdArray transposed(byte[] bytes, List<Integer> axes) throws MalformedException {
    if (!axes.stream().sorted().toList().equals(Layout.upTo(shape.size()))) {
      throw Numpy.malformed("the order of an array's axes");
    }
    meter.hold((long) Integer.BYTES * count);
    List<Integer> turned = axes.stream().map(shape::get).toList();
    return new NumpyArray(type, turned, meter).array(bytes, Layout.transposed(shape, axes, count));
  }

  private NdArray array(byte[] bytes, Layout layout) throws MalformedException {
    if (!type.shape().isEmpty()) {
      throw Numpy.malformed("the type of an array");
    }
    if (bytes.length != bytes()) {
      throw new MalformedException(
          "an array %s of %s has %d bytes".formatted(shape, type.dtype(), bytes.length), false);
    }
    return new NdArray(type.dtype(), shape, cells(type, bytes, 0, type.size(), layout));
  }

  /// @param at bytes from the begin of an element
  /// @param stride bytes from one element to the next
  private Cells cells(NumpyType of, byte[] bytes, int at, int stride, Layout layout)
      throws MalformedException {
    if (!of.fields().isEmpty()) {
      Map<String, NdArray> fields = new LinkedHashMap<>();
      for (Field field : of.fields()) {
        fields.put(field.name(), field(field, bytes, at + field.at(), stride, layout));
      }
      return new Records(fields);
    }
    NumpyCell cell = new NumpyCell(of, bytes);
    if (cell.isNumber()) {
      meter.hold((long) Double.BYTES * layout.count());
      double[] values = new double[layout.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = cell.number(at + layout.at(i) * stride);
      }
      return new Numbers(values);
    }
    meter.places(layout.count(), Meter.VALUE);
    meter.hold((long) of.size() * layout.count());
    List<Value> values = new ArrayList<>(layout.count());
    for (int i = 0; i < layout.count(); i++) {
      values.add(cell.value(at + layout.at(i) * stride));
    }
    return new Objects(values);
  }

  /// A field's array: of the same shape, with more axes where its elements are arrays.
  private NdArray field(Field field, byte[] bytes, int at, int stride, Layout layout)
      throws MalformedException {
    NumpyType of = field.type();
    if (of.shape().isEmpty()) {
      return new NdArray(of.dtype(), shape, cells(of, bytes, at, stride, layout));
    }
    throw new MalformedException(
        "field %s of an array holds arrays, which are not read".formatted(field.name()), false);
  }

  private static int count(List<Integer> shape) throws MalformedException {
    long count = 1;
    for (int axis : shape) {
      count *= axis;
      if (count > Integer.MAX_VALUE - 16) {
        throw new MalformedException("an array claims the shape " + shape, false);
      }
    }
    return (int) count;
  }
}
