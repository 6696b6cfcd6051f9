// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// How values read in a terminal.
final class Texts {

  private Texts() {}

  /// Datatype and shape: `FP32 [batch, 4]`.
  static String tensor(TensorSpec spec) {
    return spec.datatype()
        + " ["
        + spec.shape().stream().map(Texts::dimension).collect(Collectors.joining(", "))
        + "]";
  }

  /// Three significant digits in the unit that suits: `83 µs`, `4.21 ms`, `1.5 s`.
  static String time(Duration duration) {
    double nanos = duration.toNanos();
    if (nanos < 1e6) {
      return digits(nanos / 1e3) + " µs";
    }
    return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String digits(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static String dimension(Dimension dimension) {
    return switch (dimension) {
      case Dimension.Fixed(long size) -> Long.toString(size);
      case Dimension.Dynamic(String name) -> name.isEmpty() ? "?" : name;
    };
  }
}
