// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.profile.child.ProfileJob;
import dev.slipway.profile.child.RunStore;
import java.io.IOException;
import java.nio.file.Path;

/// Finds out what a stored run was asked to do.
final class Replaying {

  private Replaying() {}

  static ProfileJob job(Path run) throws ProblemException {
    try {
      return new RunStore(run).job();
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "profile.no-run",
              "There is no run that can be repeated in " + run,
              String.valueOf(e.getMessage()),
              "Name a run as slipway profile named it when it ended, or its folder"),
          e);
    }
  }
}
