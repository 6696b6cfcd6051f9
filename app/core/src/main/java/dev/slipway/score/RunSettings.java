// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Sha256;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.RowCopy.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What all parts of a folder have in common. Parts of another model or other columns are not mixed
/// with them.
///
/// @param columns of the data that the model takes, in its order
/// @param scoredAt when the folder was begun; each row carries it, also those of a resumed run
record RunSettings(
    int format,
    Sha256 model,
    List<String> columns,
    List<Kept> kept,
    List<AnswerColumn> answers,
    long pieceRows,
    Optional<Sha256> baseline,
    Instant scoredAt) {

  /// Of what is written; another version would be mixed with it.
  static final int FORMAT = 1;

  RunSettings {
    columns = List.copyOf(columns);
    kept = List.copyOf(kept);
    answers = List.copyOf(answers);
  }

  RunSettings begunAt(Instant at) {
    return new RunSettings(format, model, columns, kept, answers, pieceRows, baseline, at);
  }

  /// What differs from others, for a person; empty where nothing does.
  Optional<String> difference(RunSettings other) {
    if (!model.equals(other.model)) {
      return Optional.of("It was scored with the model " + other.model.brief() + ".");
    }
    if (!kept.equals(other.kept)) {
      return Optional.of("It keeps the columns " + names(other.kept) + ".");
    }
    return equals(other.begunAt(scoredAt))
        ? Optional.empty()
        : Optional.of("Its columns, its drift baseline or its version of Slipway are others.");
  }

  private static String names(List<Kept> kept) {
    return kept.isEmpty()
        ? "of answers alone"
        : String.join(", ", kept.stream().map(Kept::name).toList());
  }
}
