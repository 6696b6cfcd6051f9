// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runs of this machine in an engine.
public final class Runs {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  private Runs() {}

  /// The id of a new run, of whatever it makes.
  public static String next() {
    return RunId.next().toString();
  }

  /// What tells a run from all others, short enough for a tag.
  public static String unique(String run) {
    return RunId.parse(run).map(RunId::unique).orElse(run);
  }

  /// Removes what runs left whose process has ended: it was killed, or lost its engine.
  public static void removeOver(ContainerEngine engine) throws ProblemException {
    for (String run : engine.runs()) {
      if (RunId.parse(run).filter(RunId::isOver).isPresent()) {
        LOG.info("removing what the run {} left in the engine", run);
        engine.removeRun(run);
      }
    }
  }
}
