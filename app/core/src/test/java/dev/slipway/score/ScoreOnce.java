// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import java.nio.file.Path;
import java.time.Instant;

/// A process that scores a folder once, to be killed.
final class ScoreOnce {

  private ScoreOnce() {}

  /// Model, data, folder of the answers, time, and a share where it is not all.
  public static void main(String[] args) throws Exception {
    var scoring = new Scoring(Path.of(args[0]), Path.of(args[2]));
    if (args.length > 4) {
      scoring = scoring.share(Integer.parseInt(args[4]), Integer.parseInt(args[5]));
    }
    scoring.of(Instant.parse(args[3]), args[1]);
    Runtime.getRuntime().halt(0);
  }
}
