// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Rate;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.List;

/// How long each phase of a measurement takes.
///
/// @param warmUp the most; it ends earlier when answers have settled
/// @param open up to the first look over a socket, and half of it for the model alone; longer when
///   the arrivals are too few for the objectives
/// @param openMost how long it may go on where it cannot tell
/// @param trial of one rate in the search for the capacity; longer in the same way
/// @param bisections of the search
/// @param exploratory whether this is a first look, which gives no verdict on p99 and beyond
public record Pace(
    Duration warmUp,
    Duration closed,
    Duration open,
    Duration openMost,
    Duration trial,
    Duration trialMost,
    int bisections,
    boolean exploratory) {

  /// Requests beyond the fewest that a trial takes, so that some may be over the limit.
  private static final double ROOM = 1.5;

  /// The same for a verdict, which is cautious about how much late ones come together.
  private static final double ROOM_OF_VERDICT = 2.5;

  private static final Duration SINGLE = Duration.ofMillis(500);

  /// Requests that a first look at a rate takes.
  private static final long FEW = 20;

  public static Pace of(Tier tier) {
    return switch (tier) {
      case QUICK ->
          new Pace(
              Duration.ofMillis(2000),
              Duration.ofMillis(1500),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              Duration.ofMillis(200),
              Duration.ofMillis(600),
              2,
              true);
      case STANDARD ->
          new Pace(
              Duration.ofSeconds(8),
              Duration.ofSeconds(12),
              tier.looks(List.of()).first(),
              tier.looks(List.of()).longest(),
              Duration.ofSeconds(2),
              Duration.ofSeconds(8),
              4,
              false);
      case CERTIFY ->
          new Pace(
              Duration.ofSeconds(20),
              Duration.ofSeconds(60),
              tier.looks(List.of()).first(),
              tier.looks(List.of()).longest(),
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              5,
              false);
    };
  }

  /// How long the open loop goes on.
  ///
  /// @param least that the arrivals take to show their pattern
  Looks openLooks(Tier tier, Rate rate, List<LatencyLimit> limits, Duration least) {
    Duration enough = enough(rate, fewest(limits) * ROOM_OF_VERDICT, open, openMost);
    Duration first = enough.compareTo(least) < 0 ? least : enough;
    Looks looks = Looks.within(first, openMost);
    return tier == Tier.CERTIFY ? looks.certifying(limits) : looks;
  }

  Duration trialLength(Rate rate, List<LatencyLimit> limits) {
    return enough(rate, exploratory ? FEW : fewest(limits) * ROOM, trial, trialMost);
  }

  /// Of measuring what serving costs: at most so long until the server has compiled itself, and
  /// half of it under each quota; a first look has no time for it.
  Duration serving() {
    return exploratory ? Duration.ZERO : warmUp;
  }

  /// Of one client that asks the service again and again: so long that a machine which stands still
  /// for a moment does not hide all of it.
  Duration servedSingle() {
    Duration quarter = closed.dividedBy(4);
    return quarter.compareTo(SINGLE) < 0 ? SINGLE : quarter;
  }

  /// Of measuring over a socket, roughly: what comes after [#total].
  public Duration served() {
    return warmUp
        .plus(warmUp.dividedBy(4))
        .plus(serving().multipliedBy(2))
        .plus(servedSingle())
        .plus(openMost);
  }

  /// Rough length of measuring the model alone, for progress.
  public Duration total() {
    return warmUp.plus(closed).plus(open.dividedBy(2)).plus(trial.multipliedBy(trials()));
  }

  /// Rates that the search tries, the confirmation of twice the length among them.
  int trials() {
    return bisections + 5;
  }

  private static double fewest(List<LatencyLimit> limits) {
    return limits.stream()
        .mapToLong(limit -> Verdicts.needed(limit.at(), 0, Verdicts.CONFIDENCE))
        .max()
        .orElse(0);
  }

  private static Duration enough(Rate rate, double requests, Duration least, Duration most) {
    if (rate.perSecond() == 0) {
      return least;
    }
    double nanos = requests / rate.perSecond() * 1e9;
    return Duration.ofNanos(
        (long) Math.clamp(nanos, (double) least.toNanos(), (double) most.toNanos()));
  }
}
