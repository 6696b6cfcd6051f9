// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.load.TraceFile;
import dev.slipway.measure.verdict.Looks;
import java.nio.file.Path;
import java.time.Duration;

/// The arrivals of a profile's open loop: users who come at the stated peak.
record OpenLoop(ProfileJob job) {

  private static final double HALF = 0.5;
  private static final int BURSTS = 3;

  /// At the peak; where that is more than can be taken, at what can, since others take the rest.
  /// Without a peak at half of it.
  ///
  /// @param able the largest rate that can be taken
  Arrival arrival(double able) throws ProblemException {
    double perSecond = job.peak().map(peak -> Math.min(peak.perSecond(), able)).orElse(HALF * able);
    var rate = new Rate(perSecond);
    long seed = job.settings().seed();
    return switch (job.pattern()) {
      case ArrivalPattern.Poisson() -> new Arrival.Poisson(rate, seed);
      case ArrivalPattern.Constant() -> new Arrival.Constant(rate);
      case ArrivalPattern.Burst(Duration on, Duration off) ->
          new Arrival.Burst(rate, on, off, seed);
      case ArrivalPattern.Trace(Path file) -> new Arrival.Trace(file, TraceFile.read(file).rate());
    };
  }

  /// A trace is replayed once and whole, as far as the tier's longest block reaches; bursts at
  /// least thrice.
  Looks looks(Arrival arrival) throws ProblemException {
    Pace pace = job.pace();
    if (arrival instanceof Arrival.Trace(Path file, Rate _)) {
      Duration whole = TraceFile.read(file).length();
      Duration most = pace.openMost();
      return new Looks(whole.compareTo(most) < 0 ? whole : most, 1, job.tier() == Tier.CERTIFY);
    }
    Duration least =
        arrival instanceof Arrival.Burst(Rate _, Duration on, Duration off, long _)
            ? on.plus(off).multipliedBy(BURSTS)
            : Duration.ZERO;
    if (job.settings().inputs().madeUp()) {
      // no verdict can come of it, however long it goes on
      return Looks.once(pace.open().compareTo(least) < 0 ? least : pace.open());
    }
    return pace.openLooks(job.tier(), arrival.mean().orElseThrow(), job.latency(), least);
  }
}
