// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value of one type and shape, in a direct little-endian buffer (or a list of byte strings).
///
/// Equality is bit for bit: two NaN of the same bits are equal, 0.0 and -0.0 are not.
public final class Tensor {

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final DataType datatype;
  private final long[] shape;
  private final ByteBuffer data;
  private final List<byte[]> elements;

  private Tensor(DataType datatype, long[] shape, ByteBuffer data, List<byte[]> elements) {
    this.datatype = datatype;
    this.shape = shape;
    this.data = data;
    this.elements = elements;
  }

  /// A tensor of zeros.
  public static Tensor zeros(DataType datatype, long... shape) {
    int bytes = Shapes.bytes(datatype, shape);
    if (datatype == DataType.BYTES) {
      byte[][] empty = new byte[Shapes.elements(shape)][0];
      return bytes(shape, List.of(empty));
    }
    return wrap(datatype, shape, ByteBuffer.allocateDirect(bytes));
  }

  /// A tensor over the remaining bytes of a direct buffer, without copying: the caller may go on
  /// filling it, and must keep it alive.
  public static Tensor wrap(DataType datatype, long[] shape, ByteBuffer data) {
    if (datatype == DataType.BYTES) {
      throw new IllegalArgumentException("BYTES elements are given as a list");
    }
    if (!data.isDirect()) {
      throw new IllegalArgumentException("Only a direct buffer can be wrapped");
    }
    int bytes = Shapes.bytes(datatype, shape);
    if (data.remaining() != bytes) {
      throw new IllegalArgumentException(
          "shape %s of %s takes %d bytes, not %d"
              .formatted(Shapes.text(shape), datatype, bytes, data.remaining()));
    }
    ByteBuffer view = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(datatype, shape.clone(), view, List.of());
  }

  /// FP32 from values in row-major order.
  public static Tensor floats(long[] shape, float... values) {
    Tensor tensor = sized(DataType.FP32, shape, values.length);
    tensor.data.asFloatBuffer().put(values);
    return tensor;
  }

  /// FP64 from values in row-major order.
  public static Tensor doubles(long[] shape, double... values) {
    Tensor tensor = sized(DataType.FP64, shape, values.length);
    tensor.data.asDoubleBuffer().put(values);
    return tensor;
  }

  /// INT64 from values in row-major order.
  public static Tensor longs(long[] shape, long... values) {
    Tensor tensor = sized(DataType.INT64, shape, values.length);
    tensor.data.asLongBuffer().put(values);
    return tensor;
  }

  /// INT32 from values in row-major order.
  public static Tensor ints(long[] shape, int... values) {
    Tensor tensor = sized(DataType.INT32, shape, values.length);
    tensor.data.asIntBuffer().put(values);
    return tensor;
  }

  /// BOOL from values in row-major order.
  public static Tensor bools(long[] shape, boolean... values) {
    Tensor tensor = sized(DataType.BOOL, shape, values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.data.put(i, (byte) (values[i] ? 1 : 0));
    }
    return tensor;
  }

  /// BYTES from texts, in UTF-8.
  public static Tensor strings(long[] shape, String... values) {
    return bytes(
        shape, Arrays.stream(values).map(value -> value.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /// BYTES from byte strings.
  public static Tensor bytes(long[] shape, List<byte[]> values) {
    if (Shapes.elements(shape) != values.size()) {
      throw wrongCount(DataType.BYTES, shape, values.size());
    }
    return new Tensor(
        DataType.BYTES, shape.clone(), NOTHING, values.stream().map(byte[]::clone).toList());
  }

  private static Tensor sized(DataType datatype, long[] shape, int values) {
    if (Shapes.elements(shape) != values) {
      throw wrongCount(datatype, shape, values);
    }
    return zeros(datatype, shape);
  }

  private static IllegalArgumentException wrongCount(DataType datatype, long[] shape, int values) {
    return new IllegalArgumentException(
        "shape %s of %s takes %d elements, not %d"
            .formatted(Shapes.text(shape), datatype, Shapes.elements(shape), values));
  }

  public DataType datatype() {
    return datatype;
  }

  /// A copy of the shape.
  public long[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  public long dimension(int axis) {
    return shape[axis];
  }

  /// The number of elements.
  public int size() {
    return Shapes.elements(shape);
  }

  /// A view of some of the rows (the first axis), sharing the data.
  public Tensor rows(int from, int count) {
    long[] part = shape.clone();
    part[0] = count;
    if (datatype == DataType.BYTES) {
      int width = shape[0] == 0 ? 0 : elements.size() / (int) shape[0];
      return new Tensor(
          datatype, part, NOTHING, elements.subList(from * width, (from + count) * width));
    }
    int width = shape[0] == 0 ? 0 : data.capacity() / (int) shape[0];
    ByteBuffer slice = data.slice(from * width, count * width).order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(datatype, part, slice, List.of());
  }

  /// A view of the raw little-endian bytes from the first to the last; empty for BYTES.
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The byte strings of a BYTES tensor, not to be written to; empty for other types.
  public List<byte[]> elements() {
    return elements;
  }

  public FloatBuffer asFloats() {
    return of(DataType.FP32).asFloatBuffer();
  }

  public DoubleBuffer asDoubles() {
    return of(DataType.FP64).asDoubleBuffer();
  }

  /// INT64 or UINT64, as raw 64-bit values.
  public LongBuffer asLongs() {
    return of(DataType.INT64, DataType.UINT64).asLongBuffer();
  }

  /// INT32 or UINT32, as raw 32-bit values.
  public IntBuffer asInts() {
    return of(DataType.INT32, DataType.UINT32).asIntBuffer();
  }

  /// INT16, UINT16, FP16 or BF16, as raw 16-bit values.
  public ShortBuffer asShorts() {
    return of(DataType.INT16, DataType.UINT16, DataType.FP16, DataType.BF16).asShortBuffer();
  }

  /// The texts of a BYTES tensor, read as UTF-8.
  public List<String> asStrings() {
    of(DataType.BYTES);
    return elements.stream().map(element -> new String(element, StandardCharsets.UTF_8)).toList();
  }

  /// Any numeric or BOOL tensor as doubles in row-major order; 64-bit integers may lose low bits.
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = doubleAt(i);
    }
    return values;
  }

  /// One element of a numeric or BOOL tensor as a double.
  public double doubleAt(int i) {
    return switch (datatype) {
      case BOOL, INT8 -> data.get(i);
      case UINT8 -> Byte.toUnsignedInt(data.get(i));
      case INT16 -> data.getShort(2 * i);
      case UINT16 -> Short.toUnsignedInt(data.getShort(2 * i));
      case INT32 -> data.getInt(4 * i);
      case UINT32 -> Integer.toUnsignedLong(data.getInt(4 * i));
      case INT64 -> data.getLong(8 * i);
      case UINT64 -> unsigned(data.getLong(8 * i));
      case FP16 -> Float.float16ToFloat(data.getShort(2 * i));
      case BF16 -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
      case FP32 -> data.getFloat(4 * i);
      case FP64 -> data.getDouble(8 * i);
      case BYTES -> throw new IllegalStateException("BYTES are not numbers");
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private ByteBuffer of(DataType... allowed) {
    if (!Arrays.asList(allowed).contains(datatype)) {
      throw new IllegalStateException(
          "This tensor holds " + datatype + ", not " + Arrays.toString(allowed));
    }
    return data();
  }

  /// True when type, shape and every bit of the data agree.
  public boolean bitwiseEquals(Tensor other) {
    return datatype == other.datatype
        && Arrays.equals(shape, other.shape)
        && data.mismatch(other.data) < 0
        && Arrays.deepEquals(elements.toArray(), other.elements.toArray());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tensor tensor && bitwiseEquals(tensor);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * datatype.hashCode() + Arrays.hashCode(shape))
        + 31 * data.hashCode()
        + Arrays.deepHashCode(elements.toArray());
  }

  /// Type and shape only: values may be personal data and stay out of logs.
  @Override
  public String toString() {
    return datatype + Shapes.text(shape);
  }
}
