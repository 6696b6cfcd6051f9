// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.model.Origin;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Formats values for a terminal.
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
    return Durations.text(duration);
  }

  /// A converted model in one line.
  static String converted(Origin origin) {
    return String.format(
        Locale.ROOT,
        "%s, now ONNX; answered as the original did on %,d rows, %s",
        origin.format(),
        origin.parity().rows(),
        origin.parity().relative() == 0
            ? "exactly"
            : "within " + Numbers.digits(origin.parity().relative(), 1));
  }

  static String percent(double share) {
    return Numbers.percent(share);
  }

  /// A text from outside on one line, with nothing in it that a terminal would obey.
  static String clean(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// Lines of at most so many characters, broken between words.
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : List.of(text.strip().split("\\s+"))) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String dimension(Dimension dimension) {
    return switch (dimension) {
      case Dimension.Fixed(long size) -> Long.toString(size);
      case Dimension.Dynamic(String name) -> name.isEmpty() ? "?" : name;
    };
  }
}
