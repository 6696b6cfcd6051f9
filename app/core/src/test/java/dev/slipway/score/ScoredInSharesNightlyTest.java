// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import org.junit.jupiter.api.Tag;

/// The same, with a process for each share.
@Tag("nightly")
final class ScoredInSharesNightlyTest extends ScoredInSharesTest {

  @Override
  ScoringProcess.Start start() {
    return ScoringProcess.Start.CHILD;
  }
}
