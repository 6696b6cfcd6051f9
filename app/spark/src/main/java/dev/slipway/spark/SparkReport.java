// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Sha256;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.score.Scored;
import java.time.Instant;
import java.util.List;

/// What `_score.json` says. Files of a cluster are not read twice for a hash: a file is known by
/// its length and the time of its last change.
///
/// @param engine that ran the job
/// @param sessions of the model that answered: one for each executor that did
/// @param kept names of the columns in front of the answers
/// @param answers columns that the model gives
/// @param scoredAt as each row carries it
/// @param drift features that are compared with the baseline; none where there is none
/// @param namedByFolders columns that only the names of folders hold; they were not read
record SparkReport(
    String engine,
    int sessions,
    Sha256 model,
    long rows,
    long rejected,
    String firstRejected,
    List<String> kept,
    List<AnswerColumn> answers,
    Instant scoredAt,
    List<Scored.DriftFound> drift,
    List<String> namedByFolders,
    List<Read> files,
    List<Written> parts) {

  SparkReport {
    kept = List.copyOf(kept);
    answers = List.copyOf(answers);
    drift = List.copyOf(drift);
    namedByFolders = List.copyOf(namedByFolders);
    files = List.copyOf(files);
    parts = List.copyOf(parts);
  }

  /// A file that was scored.
  record Read(String name, long bytes, Instant modified, long rows, long rejected) {

    static Read of(FileFooter footer, DataFolders.Seen seen, Tally tally) {
      long rejected = tally.rejected().getOrDefault(footer.file(), 0L);
      return new Read(footer.file(), seen.bytes(), seen.modified(), footer.rows(), rejected);
    }
  }

  /// A file that was written.
  record Written(String name, long rows) {

    static Written of(FileFooter footer) {
      return new Written(footer.file(), footer.rows());
    }
  }
}
