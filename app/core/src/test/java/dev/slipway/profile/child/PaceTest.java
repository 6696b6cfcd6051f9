// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long the open loop of a profile goes on.
final class PaceTest {

  private static final Rate OFTEN = new Rate(1_000);

  private static Looks looks(Tier tier, Rate rate, double percent, Duration least) {
    var limit = new LatencyLimit(new Percentile(percent), Duration.ofMillis(20));
    return Pace.of(tier).openLooks(tier, rate, List.of(limit), least);
  }

  @Test
  void isLookedAtAsTheTierSays() {
    assertEquals(Looks.once(Duration.ofSeconds(5)), looks(Tier.QUICK, OFTEN, 95, Duration.ZERO));
    assertEquals(
        new Looks(Duration.ofSeconds(60), 3, false),
        looks(Tier.STANDARD, OFTEN, 95, Duration.ZERO));
    assertEquals(
        new Looks(Duration.ofMinutes(10), 2, true), looks(Tier.CERTIFY, OFTEN, 99, Duration.ZERO));
  }

  /// No verdict could come of more.
  @Test
  void isLookedAtOnceWhereTheSizeOfRequestsWasMadeUp() throws Exception {
    var madeUp =
        new InputSizes(InputSizes.Basis.MADE_UP, "audio 1×16000", 16_000, new Bytes(400_000));
    var job =
        new ProfileJob(
            Path.of("model.onnx"),
            Sha256.of(new byte[0]),
            new Profile.Settings(1, "all", 5).with(madeUp),
            Tier.CERTIFY,
            Pace.of(Tier.CERTIFY),
            List.of(new LatencyLimit(new Percentile(99.9), Duration.ofMillis(20))),
            Optional.of(OFTEN),
            new ArrivalPattern.Poisson(),
            Path.of("rows"),
            Path.of("run"));

    assertEquals(
        Looks.once(Duration.ofMinutes(10)), new OpenLoop(job).looks(new Arrival.Poisson(OFTEN, 5)));
  }

  @Test
  void certifiesFarPercentilesForLonger() {
    assertEquals(
        new Looks(Duration.ofSeconds(2303), 1, true),
        looks(Tier.CERTIFY, OFTEN, 99.9, Duration.ZERO));
  }

  /// 459 independent requests are the fewest for p99, two and a half times as many the first look:
  /// 1,147.5 of them take 114.75 s at 10/s.
  @Test
  void isFirstLookedAtWhenThereAreRequestsEnough() {
    assertEquals(
        new Looks(Duration.ofMillis(114_750), 2, false),
        looks(Tier.STANDARD, new Rate(10), 99, Duration.ZERO));
    assertEquals(
        Looks.once(Duration.ofMinutes(4)), looks(Tier.STANDARD, new Rate(1), 99, Duration.ZERO));
  }

  @Test
  void lastsAsLongAsTheArrivalsTakeToShowTheirPattern() {
    assertEquals(
        new Looks(Duration.ofSeconds(90), 2, false),
        looks(Tier.STANDARD, OFTEN, 95, Duration.ofSeconds(90)));
  }
}
