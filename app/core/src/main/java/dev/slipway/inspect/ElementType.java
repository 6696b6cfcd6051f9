// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Words;
import dev.slipway.serving.tensor.DataType;
import java.util.Optional;

/// The element types of ONNX, in the order of their numbers.
enum ElementType {
  UNDEFINED(0),
  FLOAT(32, DataType.FP32),
  UINT8(8, DataType.UINT8),
  INT8(8, DataType.INT8),
  UINT16(16, DataType.UINT16),
  INT16(16, DataType.INT16),
  INT32(32, DataType.INT32),
  INT64(64, DataType.INT64),
  STRING(0, DataType.BYTES),
  BOOL(8, DataType.BOOL),
  FLOAT16(16, DataType.FP16),
  DOUBLE(64, DataType.FP64),
  UINT32(32, DataType.UINT32),
  UINT64(64, DataType.UINT64),
  COMPLEX64(64),
  COMPLEX128(128),
  BFLOAT16(16, DataType.BF16),
  FLOAT8E4M3FN(8),
  FLOAT8E4M3FNUZ(8),
  FLOAT8E5M2(8),
  FLOAT8E5M2FNUZ(8),
  UINT4(4),
  INT4(4),
  FLOAT4E2M1(4),
  FLOAT8E8M0(8),
  UINT2(2),
  INT2(2);

  private final int bits;
  private final Optional<DataType> served;

  ElementType(int bits) {
    this.bits = bits;
    this.served = Optional.empty();
  }

  ElementType(int bits, DataType served) {
    this.bits = bits;
    this.served = Optional.of(served);
  }

  static ElementType numbered(long number) {
    return number >= 0 && number < values().length ? values()[(int) number] : UNDEFINED;
  }

  /// Its number in ONNX files.
  @SuppressWarnings("EnumOrdinal") // the order is that of the numbers
  int number() {
    return ordinal();
  }

  /// The type under which the protocol carries it, where it has one.
  Optional<DataType> served() {
    return served;
  }

  /// Bytes that so many values take, packed; saturates instead of overflowing.
  long bytes(long count) {
    if (count > Long.MAX_VALUE / 128) {
      return Long.MAX_VALUE;
    }
    return (Math.max(0, count) * bits + 7) / 8;
  }

  String text() {
    return Words.id(this);
  }
}
