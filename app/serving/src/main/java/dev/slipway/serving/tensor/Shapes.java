// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.tensor;

import java.util.Arrays;

/// Arithmetic on shapes that cannot overflow unseen.
public final class Shapes {

  private Shapes() {}

  /// Elements in a shape: 1 for a scalar, 0 when any axis is 0.
  ///
  /// @throws IllegalArgumentException for a negative axis, or more elements than a tensor can hold
  public static int elements(long[] shape) {
    boolean empty = false;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("shape " + text(shape) + " has a negative dimension");
      }
      empty |= size == 0;
    }
    if (empty) {
      return 0;
    }
    long elements = 1;
    for (long size : shape) {
      if (size > Integer.MAX_VALUE || elements * size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape " + text(shape) + " has more than " + Integer.MAX_VALUE + " elements");
      }
      elements *= size;
    }
    return (int) elements;
  }

  /// Bytes that a tensor of this type and shape takes; 0 for BYTES.
  ///
  /// @throws IllegalArgumentException when no single buffer can hold them
  public static int bytes(DataType datatype, long[] shape) {
    long bytes = (long) elements(shape) * datatype.byteSize();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "shape " + text(shape) + " of " + datatype + " needs more than 2 GiB");
    }
    return (int) bytes;
  }

  /// `[1,3,224,224]`
  public static String text(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }
}
