// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

  /// The line that holds the level.
  public Optional<Line> holding() {
    return line(heldBy);
  }

  /// The same, with commands as one types them.
  ///
  /// @param project the project's folder, as a shell takes it
  public Checklist about(String project) {
    return new Checklist(
        release,
        level,
        heldBy,
        lines.stream().map(line -> line.about(project)).toList(),
        next.stream().map(line -> line.about(project)).toList(),
        gates.stream()
            .map(gate ->
                new Gate(
                    gate.id(),
                    gate.title(),
                    gate.open(),
                    gate.lines().stream().map(line -> line.about(project)).toList(),
                    gate.signatures()))
            .toList());
  }

  static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /// A pause point.
  ///
  /// @param open whether no blocker of this gate or of one before it is unmet
  /// @param signatures those that count
  public record Gate(
      String id, String title, boolean open, List<Line> lines, List<Said> signatures) {
    public Gate {
      lines = List.copyOf(lines);
      signatures = List.copyOf(signatures);
    }
  }

  /// A named person's word that counts.
  ///
  /// @param as what it is: `attested`, `waived` or `signed as` a role
  /// @param until when it ends by itself
  /// @param link where more can be read
  public record Said(
      String as, String by, Instant at, Instant until, String note, Optional<String> link) {

    /// For a person: `attested by Ada on 2026-03-02, until 2026-08-29: the note (the link)`.
    public String inWords() {
      return "%s by %s on %s, until %s: %s%s"
          .formatted(as, by, day(at), day(until), note, link.map(l -> " (" + l + ")").orElse(""));
    }
  }

  /// One item of the catalogue and where it stands.
  ///
  /// @param found the measured value with its unit; empty where nothing was found
  /// @param limit what is wanted, such as `at most 50 ms`; empty where a person attests
  /// @param because why it is in this state, for a person
  /// @param evidence the record that counts, or the one that no longer does
  /// @param waiver the waiver that is in force
  /// @param said the words of people that count here, oldest first
  /// @param commands the command lines that mend it, best first; `PROJECT` stands for the project's
  ///   folder, other words in capitals for what the reader fills in; none where nothing is left to
  ///   do
  /// @param recorded whether a tool left a record of this release, however old
  public record Line(
      Item item,
      State state,
      String found,
      String limit,
      String because,
      Optional<Ledger.Entry> evidence,
      Optional<Waiver> waiver,
      List<Said> said,
      List<String> commands,
      @JsonIgnore boolean recorded) {

    public Line {
      said = List.copyOf(said);
      commands = List.copyOf(commands);
    }

    Line(
        Item item,
        State state,
        String found,
        String limit,
        String because,
        Optional<Ledger.Entry> evidence,
        Optional<Waiver> waiver,
        List<Said> said) {
      this(item, state, found, limit, because, evidence, waiver, said, List.of(), false);
    }

    /// Whether a person's word counts for the item: no tool finds it out, or none has yet.
    public boolean attestable() {
      return switch (item.means()) {
        case ATTESTED -> true;
        case REPORTED -> !recorded;
        case MEASURED, SIGNED -> false;
      };
    }

    /// Whether a person's word counts that the item does not apply. A blocker needs a waiver, with
    /// two names and a day.
    public boolean declinable() {
      return !item.blocks() && (attestable() || (item.means() == Item.Means.MEASURED && !recorded));
    }

    Line recorded(boolean known) {
      return new Line(item, state, found, limit, because, evidence, waiver, said, commands, known);
    }

    Line because(String words) {
      return new Line(item, state, found, limit, words, evidence, waiver, said, commands, recorded);
    }

    Line said(List<Said> words) {
      return new Line(
          item, state, found, limit, because, evidence, waiver, words, commands, recorded);
    }

    Line mendedBy(List<String> lines) {
      return new Line(item, state, found, limit, because, evidence, waiver, said, lines, recorded);
    }

    private Line about(String project) {
      return mendedBy(
          commands.stream().map(line -> line.replace(Remedies.PROJECT, project)).toList());
    }

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
