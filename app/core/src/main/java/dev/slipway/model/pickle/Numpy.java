// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.pickle.Value.Nothing;
import dev.slipway.model.pickle.Value.Text;
import dev.slipway.model.pickle.Value.Truth;
import dev.slipway.model.pickle.Value.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The calls by which pickles make NumPy's arrays and scalars, of NumPy 1 and 2.
final class Numpy {

  /// As many as NumPy 2 has.
  private static final int MOST_AXES = 64;

  private Numpy() {}

  /// The array or scalar that a call gives at once; empty for any other call.
  static Optional<Value> call(Name callee, List<Value> arguments, Meter meter)
      throws MalformedException {
    return switch (known(callee)) {
      case "numpy.core.multiarray.scalar" -> Optional.of(scalar(arguments, meter));
      case "numpy.core.numeric._frombuffer" -> Optional.of(fromBuffer(arguments, meter));
      default -> Optional.empty();
    };
  }

  /// Whether calling it makes an array whose state follows.
  static boolean isOpenArray(Name callee) {
    return known(callee).equals("numpy.core.multiarray._reconstruct");
  }

  /// NumPy 2 renamed its inner package.
  private static String known(Name callee) {
    String name = callee.qualified();
    return name.startsWith("numpy._core.") ? "numpy.core." + name.substring(12) : name;
  }

  /// `scalar(dtype, bytes)`
  private static NdArray scalar(List<Value> arguments, Meter meter) throws MalformedException {
    if (arguments.isEmpty() || arguments.size() > 2) {
      throw malformed("a scalar");
    }
    NumpyType type = NumpyType.of(arguments.getFirst(), meter);
    if (type.isObject()) {
      return NumpyArray.ofObjects(
          type, List.of(), List.of(arguments.size() == 2 ? arguments.get(1) : Nothing.NONE), meter);
    }
    byte[] bytes =
        arguments.size() == 1
            ? new byte[type.size()]
            : Calls.bytes(arguments.get(1)).orElseThrow(() -> malformed("a scalar"));
    return new NumpyArray(type, List.of(), meter).rowByRow(bytes);
  }

  /// `_frombuffer(bytes, dtype, shape, order, axes)`
  private static NdArray fromBuffer(List<Value> arguments, Meter meter) throws MalformedException {
    if (arguments.size() < 4 || !(arguments.get(3) instanceof Text(String order))) {
      throw malformed("an array in a buffer");
    }
    byte[] bytes =
        Calls.bytes(arguments.get(0)).orElseThrow(() -> malformed("an array in a buffer"));
    NumpyType type = NumpyType.of(arguments.get(1), meter);
    List<Integer> shape = shape(arguments.get(2));
    if (arguments.size() > 4 && arguments.get(4) != Nothing.NONE && order.equals("K")) {
      return new NumpyArray(type, shape, meter).transposed(bytes, shape(arguments.get(4)));
    }
    var array = new NumpyArray(type, shape, meter);
    return order.equals("F") ? array.columnByColumn(bytes) : array.rowByRow(bytes);
  }

  /// An array of its state: a version, the shape, the type, whether columns come first, the bytes
  /// or the list of objects.
  static NdArray built(Value state, Meter meter) throws MalformedException {
    if (!(state instanceof Items all) || all.values().size() < 4 || all.values().size() > 5) {
      throw malformed("an array");
    }
    List<Value> parts = all.values().subList(all.values().size() - 4, all.values().size());
    List<Integer> shape = shape(parts.get(0));
    NumpyType type = NumpyType.of(parts.get(1), meter);
    if (type.isObject()) {
      if (!(parts.get(3) instanceof Items objects)) {
        throw malformed("an array of objects");
      }
      return NumpyArray.ofObjects(type, shape, objects.values(), meter);
    }
    byte[] bytes = Calls.bytes(parts.get(3)).orElseThrow(() -> malformed("an array"));
    var array = new NumpyArray(type, shape, meter);
    boolean columns = parts.get(2) instanceof Truth(boolean fortran) && fortran;
    return columns ? array.columnByColumn(bytes) : array.rowByRow(bytes);
  }

  /// A tuple of axes, or one axis.
  static List<Integer> shape(Value value) throws MalformedException {
    List<Integer> shape = new ArrayList<>();
    List<Value> axes = value instanceof Items items ? items.values() : List.of(value);
    if (axes.size() > MOST_AXES) {
      throw new MalformedException("an array has %d axes".formatted(axes.size()), false);
    }
    for (Value axis : axes) {
      shape.add(whole(axis));
    }
    return shape;
  }

  static int whole(Value value) throws MalformedException {
    if (value instanceof Whole(BigInteger whole)
        && whole.signum() >= 0
        && whole.bitLength() < Integer.SIZE) {
      return whole.intValue();
    }
    if (value instanceof NdArray scalar
        && scalar.shape().isEmpty()
        && scalar.cells() instanceof Value.Numbers number
        && number.at(0) >= 0
        && number.at(0) == (int) number.at(0)) {
      return (int) number.at(0);
    }
    throw new MalformedException("a size of an array is none", false);
  }

  static MalformedException malformed(String what) {
    return new MalformedException(what + " of NumPy is not written as NumPy does", false);
  }
}
