// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The release as it is now, against which evidence is checked.
///
/// @param inputs SHA-256 by name of everything that evidence may rest on, as it is now; evidence
///   that names an input which is not here is stale
/// @param flags those that are set, of the catalogue's applicability flags
/// @param settings values by name, over the catalogue's defaults
public record ChecklistContext(
    String project,
    String release,
    SortedMap<String, String> inputs,
    SortedSet<String> flags,
    SortedMap<String, String> settings,
    Instant now) {

  public ChecklistContext {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }
}
