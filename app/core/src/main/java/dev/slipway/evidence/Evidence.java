// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import dev.slipway.base.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One record of something that was found out. Records are never changed; a newer one of the same
/// key replaces an older one in what counts, and both stay.
///
/// @param project the project's name
/// @param release what was judged: the project's version and the model's hash, as
///   `1.4.0+9f2c41d7a0b1`
/// @param key as in the catalogue (`evidence_key`) or a stage's own
/// @param value as text in a form without locale; numbers with a point
/// @param unit such as `ms`, `count`, `share`; empty for text and truth values
/// @param source who found it
/// @param inputs SHA-256 by name of what it was found from
/// @param tool version of Slipway
/// @param environment where, for a person
/// @param command the command line that finds it again
public record Evidence(
    String project,
    String release,
    String key,
    String value,
    String unit,
    Source source,
    SortedMap<String, String> inputs,
    String tool,
    String environment,
    Instant at,
    String command) {

  /// The unit of a record that says that a tool failed; its value is the tool's last word.
  public static final String ERROR = "error";

  /// The unit of a record that says that a check could not be run; its value says why.
  public static final String NOT_RUN = "not run";

  /// A number that is longer than a person reads.
  private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d{6,}(E-?\\d+)?");

  private static final int SHOWN = 6;

  public Evidence {
    if (project.isBlank() || release.isBlank() || key.isBlank()) {
      throw new IllegalArgumentException("evidence names its project, its release and its key");
    }
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /// The same record under another project's name: files that are passed on know the name alone,
  /// whatever a ledger keeps it under.
  public Evidence of(String other) {
    return new Evidence(
        other, release, key, value, unit, source, inputs, tool, environment, at, command);
  }

  /// The value with its unit, for a person: at most six significant digits, and no unit where
  /// things are counted.
  public String found() {
    if (!FRACTION.matcher(value).matches()) {
      return value + inWords(unit);
    }
    return Numbers.digits(new BigDecimal(value), SHOWN) + inWords(unit);
  }

  /// A unit behind its number: ` ms`, and nothing for things that are counted or for words.
  public static String inWords(String unit) {
    return unit.isEmpty() || unit.equals("count") || unit.equals("text") ? "" : " " + unit;
  }

  /// Where evidence comes from; each has its own age limit in the catalogue.
  public enum Source {
    WORKBENCH("workbench", 1),
    REHEARSAL("rehearsal", 2),
    PIPELINE("pipeline", 3),
    TARGET("target", 4),
    MANUAL("manual", 0);

    private final String id;
    private final int weight;

    Source(String id, int weight) {
      this.id = id;
      this.weight = weight;
    }

    /// As the catalogue and the files write it.
    public String id() {
      return id;
    }

    /// Whether this source is at least as close to production as another: target, pipeline,
    /// rehearsal, workbench, and last a person's word.
    public boolean atLeast(Source other) {
      return weight >= other.weight;
    }

    public int weight() {
      return weight;
    }

    public static Source of(String id) {
      for (Source source : values()) {
        if (source.id.equals(id)) {
          return source;
        }
      }
      throw new IllegalArgumentException("not a source of evidence: " + id);
    }
  }
}
