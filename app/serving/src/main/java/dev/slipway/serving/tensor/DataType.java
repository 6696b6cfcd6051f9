// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The element types of the Open Inference Protocol, with their size in bytes.
public enum DataType {
  BOOL(1),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FP16(2),
  BF16(2),
  FP32(4),
  FP64(8),
  /// Strings and binary objects; elements have no fixed size.
  BYTES(0);

  private static final Map<String, DataType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DataType::name, type -> type));

  private final int byteSize;

  DataType(int byteSize) {
    this.byteSize = byteSize;
  }

  /// Bytes an element; 0 for [#BYTES], whose elements differ in length.
  public int byteSize() {
    return byteSize;
  }

  public boolean isFloatingPoint() {
    return this == FP16 || this == BF16 || this == FP32 || this == FP64;
  }

  /// The type with this protocol name, spelled exactly (`FP32`, not `fp32`).
  public static Optional<DataType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
