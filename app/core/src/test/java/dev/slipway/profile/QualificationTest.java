// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Samples;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a verdict is worth under the conditions that it was found in.
final class QualificationTest {

  private static final LatencyVerdict MET =
      new LatencyVerdict(new Percentile(95), Duration.ofSeconds(1), new Verdict.Met("in time"));

  @Test
  void aMadeUpSizeOfRequestsGivesNoVerdict() {
    var madeUp = new InputSizes(InputSizes.Basis.MADE_UP, "input 1×4", 4, new Bytes(100));

    Verdict verdict = judged(madeUp);

    assertEquals("inconclusive", verdict.word());
    assertTrue(
        verdict.because().contains("the size of a request was made up (input 1×4)"),
        verdict.because());
  }

  @Test
  void aSizeThatWasStatedLeavesItAsItIs() {
    var stated = new InputSizes(InputSizes.Basis.STATED, "input 1×4", 4, new Bytes(100));

    assertEquals("met", judged(stated).word());
  }

  private static Verdict judged(InputSizes sizes) {
    return new Qualification(false, Optional.empty(), "one worker", sizes)
        .of(MET, Samples.profile().open())
        .verdict();
  }
}
