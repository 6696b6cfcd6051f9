// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import java.nio.file.Path;
import java.time.Instant;

/// A process that scores a folder once, to be killed.
final class ScoreOnce {

  private ScoreOnce() {}

  /// Model, data, folder of the answers.
  public static void main(String[] args) throws Exception {
    new Scoring(Path.of(args[0]), Path.of(args[2])).of(Instant.parse(args[3]), args[1]);
    Runtime.getRuntime().halt(0);
  }
}
