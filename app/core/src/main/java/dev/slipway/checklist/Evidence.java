// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import java.time.Instant;
import java.util.SortedMap;

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

  /// Where evidence comes from; each has its own age limit in the catalogue.
  public enum Source {
    WORKBENCH,
    REHEARSAL,
    PIPELINE,
    TARGET,
    MANUAL
  }
}
