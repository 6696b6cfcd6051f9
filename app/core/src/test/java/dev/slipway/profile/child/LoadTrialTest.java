// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.MadeTarget;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.load.VirtualTicker;
import dev.slipway.measure.machine.QuietMachine;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.profile.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The search for the capacity against a model that takes exactly as long as it says.
final class LoadTrialTest {

  private static final LatencyLimit LIMIT =
      new LatencyLimit(new Percentile(95), Duration.ofMillis(5));

  private final VirtualTicker ticker = new VirtualTicker();
  private final LoadGenerator generator = new LoadGenerator(ticker, new QuietMachine());

  @Test
  void findsTheCapacityThatQueueingTheoryGives() throws InterruptedException {
    // M/D/1 with 1 ms: P(wait > 4 ms) = 5 % at a utilisation of 0.69
    Rate found = capacity(Tier.STANDARD, 1_000_000, new Rate(1000));

    assertEquals(690, found.perSecond(), 40);
  }

  @Test
  void findsACapacityForASlowModelWhereFewRequestsFit() throws InterruptedException {
    // 4 of 5 ms are gone when nobody waits: P(wait > 1 ms) = 5 % at some 17/s
    Rate found = capacity(Tier.STANDARD, 4_000_000, new Rate(250));

    assertTrue(found.perSecond() > 2 && found.perSecond() < 20, found.toString());
  }

  @Test
  void findsNoneWhereEveryAnswerIsTooLate() throws InterruptedException {
    assertEquals(new Rate(0), capacity(Tier.QUICK, 6_000_000, new Rate(166)));
  }

  private Rate capacity(Tier tier, long serviceNanos, Rate ceiling) throws InterruptedException {
    Pace pace = Pace.of(tier);
    var trial =
        new LoadTrial(
            job(tier),
            (arrival, length) ->
                generator.run(
                    new LoadSpec(arrival, length, 1, 1, Duration.ofSeconds(1), List.of(LIMIT), 0),
                    taking(serviceNanos),
                    Progress.NONE),
            doing -> {});
    return new CapacitySearch(trial, pace.bisections()).largest(ceiling);
  }

  private static ProfileJob job(Tier tier) {
    return new ProfileJob(
        Path.of("model.onnx"),
        Sha256.of(new byte[0]),
        new Profile.Settings(1, "all", 5),
        tier,
        Pace.of(tier),
        List.of(LIMIT),
        Optional.empty(),
        new ArrivalPattern.Poisson(),
        Path.of("rows"),
        Path.of("run"));
  }

  private MadeTarget taking(long serviceNanos) {
    return new MadeTarget(
        1,
        input -> {
          ticker.pass(serviceNanos);
          return true;
        });
  }
}
