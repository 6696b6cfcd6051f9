// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;

/// Numbers of a constant, read where they lie.
///
/// @param at gives the number at a place, counted from 0
record StoredNumbers(long count, LongToDoubleFunction at) {

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Packed one behind the other; empty for types that are no plain numbers.
  static Optional<StoredNumbers> packed(MemorySegment bytes, ElementType element) {
    LongToDoubleFunction at =
        switch (element) {
          case FLOAT -> i -> Float.intBitsToFloat(bytes.get(INT, 4 * i));
          case DOUBLE -> i -> Double.longBitsToDouble(bytes.get(LONG, 8 * i));
          case FLOAT16 -> i -> Float.float16ToFloat(bytes.get(SHORT, 2 * i));
          case BFLOAT16 -> i -> Float.intBitsToFloat(bytes.get(SHORT, 2 * i) << 16);
          case INT8 -> i -> bytes.get(ValueLayout.JAVA_BYTE, i);
          case UINT8, BOOL -> i -> bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff;
          case INT16 -> i -> bytes.get(SHORT, 2 * i);
          case UINT16 -> i -> bytes.get(SHORT, 2 * i) & 0xffff;
          case INT32 -> i -> bytes.get(INT, 4 * i);
          case UINT32 -> i -> bytes.get(INT, 4 * i) & 0xffffffffL;
          case INT64 -> i -> (double) bytes.get(LONG, 8 * i);
          case UNDEFINED,
              STRING,
              UINT64,
              COMPLEX64,
              COMPLEX128,
              FLOAT8E4M3FN,
              FLOAT8E4M3FNUZ,
              FLOAT8E5M2,
              FLOAT8E5M2FNUZ,
              UINT4,
              INT4,
              FLOAT4E2M1,
              FLOAT8E8M0,
              UINT2,
              INT2 ->
              null;
        };
    return at == null
        ? Optional.empty()
        : Optional.of(new StoredNumbers(bytes.byteSize() / element.bytes(1), at));
  }
}
