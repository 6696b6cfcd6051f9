// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Sha256;
import dev.slipway.checklist.Evidence;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something a use case found out, before it becomes evidence.
///
/// @param key as the catalogue names it, or a stage's own
/// @param value as text; numbers with a point
/// @param inputs what it was found from, by name
record Fact(
    String key,
    String value,
    String unit,
    Evidence.Source source,
    SortedMap<String, String> inputs) {

  static Fact of(String key, Object value, String unit, Inputs inputs) {
    return new Fact(key, text(value), unit, Evidence.Source.WORKBENCH, inputs.hashes());
  }

  Fact from(Evidence.Source other) {
    return new Fact(key, value, unit, other, inputs);
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  /// Hashes by name of what facts were found from; when one changes, the evidence is stale.
  record Inputs(SortedMap<String, String> hashes) {

    static Inputs none() {
      return new Inputs(new TreeMap<>());
    }

    Inputs and(String name, Sha256 hash) {
      var more = new TreeMap<>(hashes);
      more.put(name, hash.hex());
      return new Inputs(more);
    }
  }
}
