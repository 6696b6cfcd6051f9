// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.AnswerColumn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A folder of answers.
///
/// @param report what `score.json` says: the same for the same data, model and settings; of the
///   share alone while others are at work
/// @param whole whether all pieces are scored, also those of other shares
/// @param now what this run did of it
public record Scored(Path folder, Report report, boolean whole, Now now) {

  /// @param input hash of the names and hashes of all files
  /// @param answers columns that the model gives
  /// @param scoredAt as each row carries it
  /// @param drift features that are compared with the baseline; none where there is none
  public record Report(
      Sha256 model,
      Sha256 input,
      long rows,
      long rejected,
      String firstRejected,
      List<String> kept,
      List<AnswerColumn> answers,
      Instant scoredAt,
      List<DriftFound> drift,
      List<File> files,
      List<Written> parts) {}

  /// A file that was scored.
  public record File(String name, Sha256 sha256, long rows, long rejected) {}

  /// A file that was written.
  public record Written(String name, Sha256 sha256, Optional<Sha256> rejected, long rows) {}

  /// How far a feature is from the baseline.
  ///
  /// @param counted rows
  /// @param psi population stability index
  /// @param alarm the index from which on it is more than chance
  public record DriftFound(String feature, long counted, double psi, double alarm) {

    public boolean isDrifted() {
      return psi > alarm;
    }
  }

  /// @param pieces that were scored now
  /// @param before that were finished before
  /// @param rows that were scored now
  /// @param peak most memory of the process that scored; nothing where it is not known
  /// @param least memory that scoring with this model starts with
  /// @param threads that read rows: fewer than were allowed where memory did not suffice for them
  /// @param paced each piece that was scored now, in their order
  public record Now(
      int pieces,
      int before,
      long rows,
      Duration took,
      Bytes peak,
      Bytes least,
      int threads,
      List<ScoreSpeed.Paced> paced) {

    public Now {
      paced = List.copyOf(paced);
    }

    public double rowsPerSecond() {
      return took.isZero() ? 0 : rows / (took.toNanos() / 1e9);
    }
  }
}
