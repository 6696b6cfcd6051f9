// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A ground has one tone in the plan's table and beside a file of the bundle.
final class ToneTest {

  @Test
  void aGroundThatAFileNamesHasThePlansTone() {
    assertEquals(
        List.of(
            Tone.GOOD,
            Tone.UNSURE,
            Tone.UNSURE,
            Tone.UNSURE,
            Tone.NEUTRAL,
            Tone.NEUTRAL,
            Tone.UNSURE),
        List.of("measured", "set-by-hand", "disturbed", "assumed", "rule", "computed", "unknown")
            .stream()
            .map(Tone::ofBasis)
            .toList());
  }
}
