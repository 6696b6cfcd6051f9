// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import java.util.stream.LongStream;

/// Indices, as ONNX takes them.
final class LongRange {

  private LongRange() {}

  static long[] upTo(int count) {
    return LongStream.range(0, count).toArray();
  }
}
