// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.data.Suspicion;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.objective.Project;
import java.util.List;
import java.util.Optional;

/// A column of the reference beside the same one of the holdout, and what is decided about it.
///
/// @param holdout empty where the holdout lacks it
/// @param drift empty where the two cannot be compared
/// @param decided its class, such as `personal`
/// @param suspicion that it may be personal
/// @param fed the model's input that it fills
public record ColumnLine(
    ColumnProfile reference,
    Optional<ColumnProfile> holdout,
    Optional<ColumnDrift> drift,
    Optional<String> decided,
    Optional<Suspicion> suspicion,
    Optional<String> fed,
    Role role) {

  /// What a column is to the model.
  public enum Role {
    LABEL,
    FED,
    UNUSED,
    UNKNOWN
  }

  /// All columns of the reference.
  static List<ColumnLine> all(DataStudy study, Project.DataSource data) {
    return study.reference().columns().stream().map(column -> of(column, study, data)).toList();
  }

  private static ColumnLine of(ColumnProfile column, DataStudy study, Project.DataSource data) {
    String name = column.name();
    boolean fed = study.model().features().filter(names -> names.contains(name)).isPresent();
    Role other = study.model().features().isPresent() ? Role.UNUSED : Role.UNKNOWN;
    return new ColumnLine(
        column,
        study.holdout().column(name),
        study.drift(name),
        Optional.ofNullable(data.columnClasses().get(name)),
        study.suspicions().stream().filter(s -> s.column().equals(name)).findFirst(),
        fed ? Optional.of(data.inputs().getOrDefault(name, name)) : Optional.empty(),
        name.equals(data.label()) ? Role.LABEL : fed ? Role.FED : other);
  }

  public String name() {
    return reference.name();
  }

  /// Its type, and what it is to the model.
  String said() {
    String is =
        switch (role) {
          case LABEL -> Texts.of("data.role-label");
          case FED ->
              fed.filter(input -> !input.equals(name()))
                  .map(input -> Texts.of("data.role-fills", input))
                  .orElseGet(() -> Texts.of("data.role-fed"));
          case UNUSED -> Texts.of("data.role-unused");
          case UNKNOWN -> "";
        };
    String type = reference.kind().word();
    return is.isEmpty() ? type : type + " · " + is;
  }

  /// Its class, or that a person has to decide.
  String classed() {
    return decided.orElseGet(
        () -> Texts.of(suspicion.isPresent() ? "data.class-ask" : "data.class-undecided"));
  }

  Tone drifted() {
    return drift
        .map(found ->
            switch (found.outcome()) {
              case ALIKE -> Tone.GOOD;
              case DRIFTED -> Tone.BAD;
              case UNSURE -> Tone.UNSURE;
              case UNWATCHED, TOO_MANY, MIXED -> Tone.OPEN;
            })
        .orElse(Tone.OPEN);
  }
}
