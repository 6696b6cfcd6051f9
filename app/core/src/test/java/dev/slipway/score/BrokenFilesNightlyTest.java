// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import org.junit.jupiter.api.Tag;

/// The same, with a process at each start.
@Tag("nightly")
final class BrokenFilesNightlyTest extends BrokenFilesTest {

  @Override
  ScoringProcess.Start start() {
    return ScoringProcess.Start.CHILD;
  }
}
