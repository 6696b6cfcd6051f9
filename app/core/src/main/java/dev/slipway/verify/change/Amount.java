// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.verify.manifest.Quantities;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts as files write them: `256Mi`, `500m`, `150s`, `1h30m`, `1024 KiB`, `25%`.
final class Amount {

  private static final Pattern SPAN = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|m|h|d|w)");

  /// Programs read it as octal, or as decimal.
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-9_]+");

  private static final Map<String, BigDecimal> SECONDS =
      Map.of(
          "ms", new BigDecimal("0.001"),
          "s", BigDecimal.ONE,
          "m", BigDecimal.valueOf(60),
          "h", BigDecimal.valueOf(3600),
          "d", BigDecimal.valueOf(86_400),
          "w", BigDecimal.valueOf(604_800));

  private Amount() {}

  /// How the second amount compares with the first; empty where they are no two of a kind.
  static Optional<Integer> order(JsonNode before, JsonNode after) {
    if (!before.isValueNode()
        || !after.isValueNode()
        || OCTAL.matcher(before.asText()).matches()
        || OCTAL.matcher(after.asText()).matches()) {
      return Optional.empty();
    }
    return order(before, after, node -> number(node.asText()))
        .or(() -> order(before, after, node -> span(node.asText())))
        .or(() -> order(before, after, Amount::quantity));
  }

  private static Optional<Integer> order(
      JsonNode before, JsonNode after, Function<JsonNode, Optional<BigDecimal>> reading) {
    Optional<BigDecimal> a = reading.apply(before);
    Optional<BigDecimal> b = reading.apply(after);
    return a.isPresent() && b.isPresent()
        ? Optional.of(b.get().compareTo(a.get()))
        : Optional.empty();
  }

  static Optional<BigDecimal> number(String text) {
    String digits = text.strip().replaceFirst("%$", "");
    try {
      return digits.length() > 40 ? Optional.empty() : Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /// In seconds.
  private static Optional<BigDecimal> span(String text) {
    String rest = text.strip();
    if (rest.length() > 40 || !rest.matches("(" + SPAN.pattern() + ")+")) {
      return Optional.empty();
    }
    BigDecimal seconds = BigDecimal.ZERO;
    Matcher part = SPAN.matcher(rest);
    while (part.find()) {
      BigDecimal unit = SECONDS.getOrDefault(part.group(2), BigDecimal.ONE);
      seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    return Optional.of(seconds);
  }

  /// `1024 KiB` as Kubernetes writes it: `1024Ki`; Docker's `256M` are a computer's.
  private static Optional<BigDecimal> quantity(JsonNode node) {
    String text = node.asText().strip();
    return text.length() > 40
        ? Optional.empty()
        : Quantities.value(TextNode.valueOf(text.replace(" ", "").replaceFirst("iB$", "i")));
  }
}
