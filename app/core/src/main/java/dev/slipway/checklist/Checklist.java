// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import java.util.List;

/// The catalogue's items, each in its state for one release.
///
/// @param level the readiness level reached: `Draft`, `Handover-ready`, `Staging-ready` or
///   `Production-ready`
/// @param heldBy the single item that holds the level; empty at the highest
/// @param next what to do next: at most three items
public record Checklist(
    String release, String level, String heldBy, List<Line> lines, List<Line> next) {

  public Checklist {
    lines = List.copyOf(lines);
    next = List.copyOf(next);
  }

  /// One item of the catalogue and where it stands.
  ///
  /// @param found the measured value with its unit; empty where nothing was found
  /// @param because why it is in this state, for a person
  public record Line(Item item, State state, String found, String because) {}

  /// The seven states. Not run, stale and error are never shown as pass.
  public enum State {
    PASS,
    FAIL,
    WAIVED,
    NOT_APPLICABLE,
    NOT_RUN,
    STALE,
    ERROR
  }
}
