// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Nearest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the values of the plan that somebody set by hand.
final class ByHandReader {

  private static final String PATH = "plan.overrides";

  private ByHandReader() {}

  static SortedMap<Settable, SetByHand> read(ProjectFields fields) {
    SortedMap<Settable, SetByHand> stated = new TreeMap<>();
    fields
        .entries(PATH)
        .forEach((key, node) -> {
          Optional<Settable> settable = Settable.of(key);
          if (settable.isEmpty()) {
            fields.wrong(PATH + "." + key, "unknown-key", unknown(key));
          } else {
            one(settable.get(), node, fields).ifPresent(set -> stated.put(settable.get(), set));
          }
        });
    return stated;
  }

  private static String unknown(String key) {
    List<String> known = Arrays.stream(Settable.values()).map(Settable::key).toList();
    return "'%s' is no value of the plan that is set by hand%s"
        .formatted(
            key,
            Nearest.meant(key, known)
                .map(meant -> "; did you mean '" + meant + "'?")
                .orElse("; these are: " + String.join(", ", known)));
  }

  /// What is missing or of another kind is told by the schema.
  private static Optional<SetByHand> one(Settable settable, JsonNode node, ProjectFields fields) {
    String path = PATH + "." + settable.key();
    if (!node.path("value").isNumber() || !node.path("note").isTextual()) {
      return Optional.empty();
    }
    BigDecimal value = node.path("value").decimalValue();
    Optional<String> impossible = settable.impossible(value);
    if (impossible.isPresent()) {
      // Nor could it be held: 1e999999999 is written out as a whole number.
      fields.wrong(path + ".value", "bad-value", impossible.get());
      return Optional.empty();
    }
    var set = new SetByHand(value, node.path("note").asText());
    if (set.note().isEmpty()
        || set.note().length() > SetByHand.LONGEST_NOTE
        || set.note().lines().count() > 1) {
      fields.wrong(
          path + ".note",
          "bad-value",
          "who wants it so, and why, in one line of at most %d letters"
              .formatted(SetByHand.LONGEST_NOTE));
    }
    return Optional.of(set);
  }
}
