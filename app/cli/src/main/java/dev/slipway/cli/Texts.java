// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.model.Origin;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
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

  /// A converted model in one line.
  static String converted(Origin origin) {
    return "%s, now ONNX; answered as the original did on %s, %s"
        .formatted(
            clean(origin.format()),
            Words.count(origin.parity().rows(), "row"),
            origin.parity().relative() == 0
                ? "exactly"
                : "within " + Numbers.digits(origin.parity().relative(), 1));
  }

  /// A text from outside on one line, with nothing in it that a terminal would obey, or that shows
  /// it in another order.
  static String clean(String text) {
    return text.codePoints()
        .map(c -> isObeyed(c) ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isObeyed(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || Character.getType(c) == Character.FORMAT;
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
