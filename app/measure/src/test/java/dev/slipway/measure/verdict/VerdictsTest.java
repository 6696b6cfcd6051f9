// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import dev.slipway.measure.verdict.Verdicts.Ranks;
import dev.slipway.measure.verdict.Verdicts.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictsTest {

  private static final Percentile P95 = new Percentile(95);
  private static final Percentile P99 = new Percentile(99);
  private static final LatencyLimit AT_P95 = new LatencyLimit(P95, Duration.ofMillis(20));
  private static final LatencyLimit AT_P99 = new LatencyLimit(P99, Duration.ofMillis(20));

  @ParameterizedTest
  @CsvSource({
    "90,   0.99, 44, 64, 81, 127, 197, 325, 681",
    "95,   0.99, 90, 130, 165, 259, 398, 656, 1372",
    "99,   0.99, 459, 662, 838, 1307, 2010, 3304, 6898",
    "99.9, 0.99, 4603, 6636, 8403, 13105, 20140, 33097, 69058",
    "99,   0.95, 299, 473, 628, 1049, 1693, 2902, 6323",
    "99.9, 0.95, 2995, 4742, 6294, 10511, 16959, 29058, 63281"
  })
  void needsAsManyRequestsAsThePublishedTableSays(
      double percent,
      double confidence,
      long none,
      long one,
      long two,
      long five,
      long ten,
      long twenty,
      long fifty) {
    var at = new Percentile(percent);

    List<Long> needed =
        LongStream.of(0, 1, 2, 5, 10, 20, 50)
            .mapToObj(over -> Verdicts.needed(at, over, confidence))
            .toList();

    assertEquals(List.of(none, one, two, five, ten, twenty, fifty), needed);
  }

  @Test
  void callsALimitMetFromTheFirstRequestThatProvesIt() {
    assertEquals(
        new Verdict.Inconclusive(
            "p99 of at most 20 ms: 1 of 661 requests over it, at 99 % confidence; about 1 more"
                + " like these would tell",
            1),
        Verdicts.judge(AT_P99, new Tally(661, 1)));
    assertEquals(
        new Verdict.Met("p99 of at most 20 ms: 1 of 662 requests over it, at 99 % confidence"),
        Verdicts.judge(AT_P99, new Tally(662, 1)));
  }

  @Test
  void callsALimitNotMetOnlyWhenAServiceThatKeepsItWouldHardlyLookSo() {
    assertInstanceOf(Verdict.Inconclusive.class, Verdicts.judge(AT_P99, new Tally(1000, 18)));
    assertEquals(
        new Verdict.NotMet(
            "p99 of at most 20 ms: 19 of 1,000 requests over it, at 99 % confidence"),
        Verdicts.judge(AT_P99, new Tally(1000, 19)));
  }

  @Test
  void takesRequestsThatComeTogetherForAsManyAsTheyAreWorth() {
    assertEquals(
        new Verdict.Met("p95 of at most 20 ms: 0 of 90 requests over it, at 99 % confidence"),
        Verdicts.judge(AT_P95, new Tally(90, 0)));
    assertEquals(
        new Verdict.Met(
            "p95 of at most 20 ms: 0 of 900 requests over it, which tell as much as 90 independent"
                + " ones, at 99 % confidence"),
        Verdicts.judge(AT_P95, together(900)));
    assertEquals(
        new Verdict.Inconclusive(
            "p95 of at most 20 ms: 0 of 890 requests over it, which tell as much as 89 independent"
                + " ones, at 99 % confidence; about 8 more like these would tell",
            8),
        Verdicts.judge(AT_P95, together(890)));
  }

  /// None is over the limit, all come together in ten clusters; over a third of it are few.
  @Test
  void takesAThirdOfALimitThatHoldsForProofOfTheWhole() {
    assertEquals(
        new Verdict.Met(
            "p95 of at most 20 ms: 0 of 900 requests over it, and 3 over a third of it, at 99 %"
                + " confidence"),
        Verdicts.judge(AT_P95, new Tally(900, 0, 90, Optional.of(new Verdicts.Third(3, 1.5)))));
    assertInstanceOf(
        Verdict.Inconclusive.class,
        Verdicts.judge(AT_P95, new Tally(900, 0, 90, Optional.of(new Verdicts.Third(30, 1.5)))));
  }

  private static Tally together(long count) {
    return new Tally(count, 0, 10, Optional.empty());
  }

  @Test
  void saysThatAServiceIsTooNearItsLimit() {
    assertEquals(
        new Verdict.Inconclusive(
            "p95 of at most 20 ms: 50 of 1,000 requests over it, at 99 % confidence; it is too near"
                + " its limit to tell",
            0),
        Verdicts.judge(AT_P95, new Tally(1000, 50)));
  }

  /// The doubt of 1 % is spent on two looks: as sure as 99.5 %, at each.
  @Test
  void isStricterAtEachOfSeveralLooks() {
    var looks = new Looks(Duration.ofSeconds(60), 2, false);

    assertEquals(
        new Verdict.Inconclusive(
            "p95 of at most 20 ms: 0 of 103 requests over it, at 99 % confidence over 2 looks;"
                + " about 1 more like these would tell",
            1),
        Verdicts.judge(AT_P95, new Tally(103, 0), looks, 1));
    assertEquals(
        new Verdict.Met(
            "p95 of at most 20 ms: 0 of 104 requests over it, at 99 % confidence over 2 looks"),
        Verdicts.judge(AT_P95, new Tally(104, 0), looks, 2));
  }

  @Test
  void saysHowManyRequestsAreMissingWhenNoneWasMade() {
    var verdict = Verdicts.judge(AT_P95, new Tally(0, 0));

    assertEquals(90, assertInstanceOf(Verdict.Inconclusive.class, verdict).moreNeeded());
  }

  @Test
  void refutesNothingFromADisturbedRun() {
    List<String> disturbed = List.of("other programs used 31 % of the machine");

    assertEquals(
        new Verdict.Met(
            "p95 of at most 20 ms: 0 of 90 requests over it, at 99 % confidence"
                + " (disturbed: other programs used 31 % of the machine)"),
        Verdicts.minding(Verdicts.judge(AT_P95, new Tally(90, 0)), disturbed));
    assertEquals(
        new Verdict.Inconclusive(
            "p95 of at most 20 ms: 90 of 90 requests over it, at 99 % confidence, but the run is"
                + " not valid (disturbed: other programs used 31 % of the machine)",
            0),
        Verdicts.minding(Verdicts.judge(AT_P95, new Tally(90, 90)), disturbed));
  }

  @Test
  void isWrongAtMostAsOftenAsItsConfidenceAllows() {
    var random = new SplittableRandom(20260101);
    int services = 10_000;
    int wronglyMet = 0;
    int wronglyRefuted = 0;
    for (int i = 0; i < services; i++) {
      // the hardest cases: services whose true share sits right at the limit, from either side
      if (verdictOn(random, 1500, 0.01000001) instanceof Verdict.Met) {
        wronglyMet++;
      }
      if (verdictOn(random, 1500, 0.00999999) instanceof Verdict.NotMet) {
        wronglyRefuted++;
      }
    }

    // 1 % of 10,000 is 100; 99.9 % of all simulations stay below 132
    assertTrue(wronglyMet <= 131, "wrongly met: " + wronglyMet);
    assertTrue(wronglyRefuted <= 131, "wrongly refuted: " + wronglyRefuted);
  }

  @Test
  void recognisesClearlyGoodAndClearlyBadServices() {
    var random = new SplittableRandom(7);
    int right = 0;
    for (int i = 0; i < 1000; i++) {
      right += verdictOn(random, 3000, 0.002) instanceof Verdict.Met ? 1 : 0;
      right += verdictOn(random, 3000, 0.03) instanceof Verdict.NotMet ? 1 : 0;
    }

    assertTrue(right >= 1980, "only " + right + " of 2000 were recognised");
  }

  private static Verdict verdictOn(SplittableRandom random, int count, double share) {
    int over = 0;
    for (int i = 0; i < count; i++) {
      over += random.nextDouble() < share ? 1 : 0;
    }
    return Verdicts.judge(AT_P99, new Tally(count, over));
  }

  @Test
  void printsAPercentileOnlyFromEnoughRequests() {
    assertFalse(Verdicts.supports(P99, 458));
    assertTrue(Verdicts.supports(P99, 459));
    assertFalse(Verdicts.supports(new Percentile(99.9), 4602));
    assertTrue(Verdicts.supports(new Percentile(99.9), 4603));
  }

  @Test
  void boundsTheMedianOfAHundredAsTheTextbooksDo() {
    assertEquals(new Ranks(40, 61), Verdicts.ranks(new Percentile(50), 100, 0.95));
  }

  @Test
  void holdsTheTruePercentileInItsIntervalAsOftenAsSaid() {
    var random = new SplittableRandom(11);
    Ranks ranks = Verdicts.ranks(P95, 400, 0.95);
    int held = 0;
    for (int i = 0; i < 2000; i++) {
      // of 400 uniform values, those below the true 95th percentile
      long below = random.doubles(400).filter(v -> v < 0.95).count();
      held += ranks.low() <= below && below < ranks.high() ? 1 : 0;
    }

    assertTrue(held >= 1880, "held " + held + " of 2000");
  }

  @Test
  void staysExactForLargeSamples() {
    // normal approximation with continuity correction agrees to three digits at this size
    assertEquals(0.5042, Binomial.atMost(10_000, 1_000_000, 0.01), 2e-3);
    assertEquals(1, Binomial.atMost(49, 1000, 0.05) + Binomial.atLeast(50, 1000, 0.05), 1e-12);
    assertEquals(0.5, Binomial.atMost(0, 1, 0.5), 1e-14);
    assertEquals(Math.pow(0.99, 459), Binomial.atMost(0, 459, 0.01), 1e-14);
  }
}
