// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import java.util.List;
import java.util.Optional;

/// The catalogue's items, each in its state for one release.
///
/// @param level the readiness level reached: `Draft`, `Handover-ready`, `Staging-ready` or
///   `Production-ready`
/// @param heldBy the single item that holds the level; empty at the highest
/// @param lines in the catalogue's order
/// @param next what to do next: at most three items
/// @param gates the catalogue's gates in their order, with the lines of each
public record Checklist(
    String release,
    String level,
    String heldBy,
    List<Line> lines,
    List<Line> next,
    List<Gate> gates) {

  public Checklist {
    lines = List.copyOf(lines);
    next = List.copyOf(next);
    gates = List.copyOf(gates);
  }

  /// The line of an item.
  public Optional<Line> line(String item) {
    return lines.stream().filter(line -> line.item().id().equals(item)).findFirst();
  }

  /// A pause point.
  ///
  /// @param open whether no blocker of this gate or of one before it is unmet
  public record Gate(String id, String title, boolean open, List<Line> lines) {
    public Gate {
      lines = List.copyOf(lines);
    }
  }

  /// One item of the catalogue and where it stands.
  ///
  /// @param found the measured value with its unit; empty where nothing was found
  /// @param limit what is wanted, such as `at most 50 ms`; empty where a person attests
  /// @param because why it is in this state, for a person
  /// @param evidence the record that counts, or the one that no longer does
  /// @param waiver the waiver that is in force
  public record Line(
      Item item,
      State state,
      String found,
      String limit,
      String because,
      Optional<Ledger.Entry> evidence,
      Optional<Waiver> waiver) {

    /// Whether nothing is left to do: passed, waived or not applicable.
    public boolean settled() {
      return state == State.PASS || state == State.WAIVED || state == State.NOT_APPLICABLE;
    }
  }

  /// The eight states. Inconclusive, not run, stale and error are never shown as pass.
  public enum State {
    PASS,
    FAIL,
    /// Measured, and too little of it to tell.
    INCONCLUSIVE,
    WAIVED,
    NOT_APPLICABLE,
    NOT_RUN,
    STALE,
    ERROR
  }
}
