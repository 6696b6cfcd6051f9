// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Sha256;
import dev.slipway.evidence.Evidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that a use case found out, before it becomes evidence.
///
/// @param key as the catalogue names it, or a stage's own
/// @param value as text; numbers with a point
/// @param inputs what it was found from, by name
public record Fact(
    String key,
    String value,
    String unit,
    Evidence.Source source,
    SortedMap<String, String> inputs) {

  public static Fact of(String key, Object value, String unit, Inputs inputs) {
    return new Fact(key, text(value), unit, Evidence.Source.WORKBENCH, inputs.hashes());
  }

  public Fact from(Evidence.Source other) {
    return new Fact(key, value, unit, other, inputs);
  }

  /// Where and when facts were found out, and how to find them again.
  ///
  /// @param tool version of Slipway
  /// @param environment the machine, for a person
  /// @param command the command line
  public record Origin(
      String project,
      String release,
      String tool,
      String environment,
      Instant at,
      String command) {}

  public Evidence evidence(Origin origin) {
    return new Evidence(
        origin.project(),
        origin.release(),
        key,
        value,
        unit,
        source,
        inputs,
        origin.tool(),
        origin.environment(),
        origin.at(),
        origin.command());
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  /// Hashes by name of what facts were found from; when one changes, the evidence is stale.
  public record Inputs(SortedMap<String, String> hashes) {

    public static Inputs none() {
      return new Inputs(new TreeMap<>());
    }

    public Inputs and(String name, Sha256 hash) {
      var more = new TreeMap<>(hashes);
      more.put(name, hash.hex());
      return new Inputs(more);
    }
  }
}
