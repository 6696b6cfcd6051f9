// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import dev.slipway.base.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps each stage's result whole, so that it can be shown again after a restart and compared with
/// later ones.
public interface RunLog {

  /// Keeps a run.
  ///
  /// @throws IllegalArgumentException where a run of the same id is kept already
  void keep(Run run) throws ProblemException;

  /// The newest run of a kind.
  Optional<Run> latest(String project, String kind) throws ProblemException;

  /// The newest run of a kind of one release.
  Optional<Run> latest(String project, String kind, String release) throws ProblemException;

  /// The runs of a kind, newest first.
  ///
  /// @param limit the most to return
  List<Run> history(String project, String kind, int limit) throws ProblemException;

  /// One run of one stage.
  ///
  /// @param id unique in the log; also names the folder of its raw samples, where there is one
  /// @param kind such as `profile`, `estimate`, `plan`
  /// @param json the result
  record Run(String id, String kind, String project, String release, Instant at, String json) {}
}
