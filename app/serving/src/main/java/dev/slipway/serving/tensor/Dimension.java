// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.tensor;

/// One axis of a declared shape: a fixed size, or one that the request chooses.
public sealed interface Dimension {

  /// An axis whose size the model fixes.
  record Fixed(long size) implements Dimension {
    public Fixed {
      if (size < 0) {
        throw new IllegalArgumentException("A fixed dimension cannot be negative: " + size);
      }
    }

    @Override
    public long sizeOrMinusOne() {
      return size;
    }
  }

  /// An axis whose size the request chooses; `name` is the model's symbol and may be empty.
  record Dynamic(String name) implements Dimension {
    @Override
    public long sizeOrMinusOne() {
      return -1;
    }
  }

  /// The size as the protocol writes it: -1 stands for a dynamic axis.
  long sizeOrMinusOne();
}
