// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Samples;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.MadeTarget;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.VirtualTicker;
import dev.slipway.measure.machine.QuietMachine;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServedSplit;
import dev.slipway.measure.service.ServiceLoad;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.Judgement.Ground;
import dev.slipway.plan.Judgement.Grounds;
import dev.slipway.plan.Judgement.Rehearsed;
import dev.slipway.profile.OnTarget;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A latency objective has three lines; which of them decides, and for which objectives and traffic
/// they hold.
final class LatencyLinesTest {

  private static final LatencyLimit LIMIT = limit(95, 20);
  private static final Rate PEAK = new Rate(50);

  @Test
  void theModelAloneMeetsNothing() throws Exception {
    JudgedObjective judged = judged(LIMIT, PEAK, profile(5), Optional.empty());

    assertEquals(
        List.of("model alone", "served here", "on the target"),
        judged.lines().stream().map(JudgedObjective.Line::place).toList());
    assertEquals("inconclusive", judged.verdict().word());
    assertTrue(
        judged.lines().getFirst().verdict().because().endsWith("only its service can meet it"),
        judged.lines().getFirst().toString());
  }

  @Test
  void theModelAloneRefutes() throws Exception {
    JudgedObjective judged = judged(LIMIT, PEAK, profile(30), Optional.empty());

    assertEquals("not met", judged.verdict().word());
    assertTrue(
        judged.verdict().because().startsWith("model alone at a constant 50/s"), judged.toString());
  }

  @Test
  void whatWasServedHereDecidesOverTheModelAlone() throws Exception {
    Profile profile = profile(5);

    assertEquals("met", judged(LIMIT, PEAK, served(profile, 9), Optional.empty()).verdict().word());
    JudgedObjective slow = judged(LIMIT, PEAK, served(profile, 40), Optional.empty());
    assertEquals("not met", slow.verdict().word());
    assertTrue(
        slow.verdict().because().startsWith("served here at a constant 50/s, p95 was "),
        slow.toString());
  }

  @Test
  void theDeployedServiceDecidesOverAll() throws Exception {
    Profile slowHere = served(profile(5), 40);

    assertEquals("met", judged(LIMIT, PEAK, slowHere, Optional.of(target(8))).verdict().word());
    assertEquals(
        "not met",
        judged(LIMIT, PEAK, served(profile(5), 8), Optional.of(target(40))).verdict().word());
  }

  @Test
  void aRehearsalThatRefutesOutweighsAProfileThatMeets() throws Exception {
    Profile fast = served(profile(5), 8);

    JudgedObjective judged =
        judged(LIMIT, PEAK, fast, Optional.empty(), Optional.of(rehearsed(40)));

    assertEquals("not met", judged.verdict().word());
    assertTrue(
        judged.lines().get(1).conditions().endsWith("rehearsed as container"), judged.toString());
  }

  /// Measured at 50/s, it says nothing of a hundred times as much.
  @Test
  void aHigherPeakMakesWhatWasMetStale() throws Exception {
    JudgedObjective judged =
        judged(LIMIT, new Rate(5_000), served(profile(5), 8), Optional.empty());

    assertEquals("inconclusive", judged.verdict().word());
    assertEquals(
        "served here: stale: it was measured for a peak of 50/s, and the peak is 5,000/s now;"
            + " measure again",
        judged.verdict().because());
  }

  @Test
  void aLowerPeakIsMetByWhatHeldMoreAndAHigherOneRefutedByWhatFailedAtLess() throws Exception {
    assertEquals(
        "met",
        judged(LIMIT, new Rate(10), served(profile(5), 8), Optional.empty()).verdict().word());
    assertEquals(
        "not met",
        judged(LIMIT, new Rate(500), served(profile(5), 40), Optional.empty()).verdict().word());
  }

  /// From what was kept of the load, without another run.
  @Test
  void anotherLimitIsJudgedAtOnce() throws Exception {
    Profile profile = served(profile(5), 8);

    assertEquals(
        List.of("not met", "met", "met"),
        List.of(limit(95, 7), limit(95, 30), limit(90, 20)).stream()
            .map(other -> judged(other, PEAK, profile, Optional.empty()).verdict().word())
            .toList());
  }

  /// Of a deployed service no samples are kept.
  @Test
  void anotherLimitMakesTheTargetsLineStale() throws Exception {
    JudgedObjective judged = judged(limit(95, 30), PEAK, profile(5), Optional.of(target(8)));

    assertEquals(
        new Verdict.Inconclusive("stale: it was measured against another limit; measure again", 0),
        judged.lines().getLast().verdict());
  }

  /// Whoever sends requests to a deployed service need not know that nobody stated their size.
  @Test
  void requestsOfAMadeUpSizeMeetAndRefuteNothing() throws Exception {
    InputSizes madeUp =
        new InputSizes(InputSizes.Basis.MADE_UP, "image 1×3×1×1", 3, new Bytes(300));

    for (long millis : new long[] {8, 40}) {
      JudgedObjective judged =
          judged(
              LIMIT,
              PEAK,
              sized(served(profile(millis), millis), madeUp),
              Optional.of(target(millis)),
              Optional.of(rehearsed(millis)));

      assertEquals(
          List.of("inconclusive", "inconclusive", "inconclusive"),
          judged.lines().stream().map(line -> line.verdict().word()).toList());
      assertTrue(
          judged.lines().getLast().verdict().because().contains(madeUp.warning()),
          judged.toString());
    }
    // by a limit that was not stated when it was measured
    assertEquals(
        "inconclusive",
        judged(limit(95, 30), PEAK, sized(served(profile(5), 8), madeUp), Optional.empty())
            .verdict()
            .word());
  }

  @Test
  void saysThatNothingWasMeasured() {
    JudgedObjective judged =
        Judgement.latency(
                objectives(LIMIT, PEAK),
                Grounds.unbuilt(Optional.empty(), Optional.empty(), Optional.empty()))
            .getFirst();

    assertEquals(new Verdict.Inconclusive("served here: not measured", 0), judged.verdict());
    assertEquals("", judged.measured());
  }

  private static JudgedObjective judged(
      LatencyLimit limit, Rate peak, Profile profile, Optional<OnTarget> target) {
    return judged(limit, peak, profile, target, Optional.empty());
  }

  private static JudgedObjective judged(
      LatencyLimit limit,
      Rate peak,
      Profile profile,
      Optional<OnTarget> target,
      Optional<Rehearsed> rehearsed) {
    var grounds =
        new Grounds(
            Ground.of(Optional.empty(), "not evaluated"),
            Ground.of(Optional.of(profile), "not measured"),
            Optional.empty(),
            Ground.of(Optional.empty(), "not built"),
            Ground.of(rehearsed, "not rehearsed"),
            Ground.of(target, "not measured"),
            Ground.of(Optional.empty(), "not scored"));
    return Judgement.latency(objectives(limit, peak), grounds).getFirst();
  }

  private static Objectives objectives(LatencyLimit limit, Rate peak) {
    Objectives none = Samples.noObjectives();
    return Altered.of(
        none,
        "latency",
        List.of(limit),
        "traffic",
        Optional.of(new Objectives.Traffic(new Rate(1), peak, Objectives.LoadShape.FLAT)));
  }

  /// Of a model that takes so long, loaded at the peak.
  private static Profile profile(long millis) throws Exception {
    Profile like = Samples.profile();
    Measured open = load(millis);
    return Altered.of(
        like,
        "open",
        open.block(),
        "verdicts",
        open.verdicts(List.of(LIMIT)),
        "peak",
        Optional.of(PEAK),
        "responses",
        open.responses(),
        "here",
        Optional.empty(),
        "unserved",
        Optional.empty(),
        "lengths",
        List.of());
  }

  private static Profile served(Profile profile, long millis) throws Exception {
    Measured load = load(millis);
    return profile.with(
        new ServedHere(
            load.block(),
            load.verdicts(List.of(LIMIT)),
            load.responses(),
            load.block(),
            new Rate(1_000)),
        profile.serving());
  }

  private static Rehearsed rehearsed(long millis) throws Exception {
    Measured load = load(millis);
    return new Rehearsed(
        "rehearsed as container",
        new ServiceLoad.Result(load.block(), load.verdicts(List.of(LIMIT))));
  }

  /// The same of requests of another size.
  private static Profile sized(Profile profile, InputSizes inputs) {
    return Altered.of(profile, "settings", profile.settings().with(inputs));
  }

  private static OnTarget target(long millis) throws Exception {
    Measured load = load(millis);
    return new OnTarget(
        "http://prod:8080",
        new Served(
            load.block(),
            load.verdicts(List.of(LIMIT)),
            8,
            new ServedSplit(
                Duration.ZERO,
                Duration.ofMillis(millis),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                "not told"),
            Optional.empty()));
  }

  /// Each answer takes so long; many senders, so that nothing waits.
  private static Measured load(long millis) throws Exception {
    var ticker = new VirtualTicker();
    var spec =
        new LoadSpec(
            new Arrival.Constant(PEAK),
            Duration.ofSeconds(60),
            1,
            1,
            Duration.ofMinutes(10),
            List.of(LIMIT),
            100_000);
    return new LoadGenerator(ticker, new QuietMachine())
        .run(
            spec,
            new MadeTarget(
                3,
                input -> {
                  ticker.pass(millis * 1_000_000);
                  return true;
                }),
            Progress.NONE);
  }

  private static LatencyLimit limit(double percent, long millis) {
    return new LatencyLimit(new Percentile(percent), Duration.ofMillis(millis));
  }
}
