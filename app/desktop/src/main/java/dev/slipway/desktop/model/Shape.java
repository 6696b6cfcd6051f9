// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.stream.Collectors;

/// Formats a tensor's shape.
final class Shape {

  private Shape() {}

  /// As in `batch × 4`.
  static String of(TensorSpec tensor) {
    return tensor.shape().isEmpty()
        ? "scalar"
        : tensor.shape().stream().map(Shape::of).collect(Collectors.joining(" × "));
  }

  private static String of(Dimension dimension) {
    return switch (dimension) {
      case Dimension.Fixed fixed -> String.valueOf(fixed.size());
      case Dimension.Dynamic dynamic -> dynamic.name().isEmpty() ? "?" : dynamic.name();
    };
  }
}
