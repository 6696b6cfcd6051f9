// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Verdicts on services with a queue, whose share of late answers is known: in the M/M/1 queue the
/// response is over L with chance exp(-(mu - lambda) L).
final class BatchMeansTest {

  private static final Percentile P95 = new Percentile(95);
  private static final Duration LIMIT = Duration.ofMillis(20);
  private static final double SERVED = 1000;

  /// Exactly one in twenty is late at this rate.
  private static final double JUST = SERVED + Math.log(0.05) / 0.020;

  private static final int RUNS = 400;

  /// How often a verdict was met, and how often not met, of all runs.
  private record Said(int met, int notMet) {}

  /// Of a rule that took requests for independent, both would be near a half.
  @Test
  void saysOfAServiceAtItsVeryLimitSeldomThatItIsMetAndHardlyEverThatItIsNot() {
    Said together = said(JUST, 30, true);
    Said independent = said(JUST, 30, false);

    assertTrue(independent.met() > 0.4 * RUNS, independent.toString());
    assertTrue(independent.notMet() > 0.3 * RUNS, independent.toString());
    assertTrue(together.met() < 0.1 * RUNS, together.toString());
    assertTrue(together.notMet() <= 0.01 * RUNS, together.toString());
  }

  @Test
  void stillRecognisesAServiceThatKeepsItsLimit() {
    Said said = said(0.8 * JUST, 30, true);

    assertTrue(said.met() > 0.98 * RUNS, said.toString());
    assertEquals(0, said.notMet());
  }

  @Test
  void stillRecognisesAServiceThatBreaksItsLimit() {
    Said said = said(1.1 * JUST, 30, true);

    assertEquals(0, said.met(), said.toString());
    assertTrue(said.notMet() > 0.5 * RUNS, said.toString());
  }

  /// By SciPy: stats.t.sf of the distance in standard errors, with 4 degrees of freedom.
  @Test
  void weighsPartsAsStudentDoes() {
    List<Verdicts.Part> parts =
        LongStream.of(2, 4, 9, 1, 4).mapToObj(over -> new Verdicts.Part(100, over)).toList();

    BatchMeans late = BatchMeans.of(parts);

    assertEquals(0.04, late.share(), 1e-15);
    assertEquals(0.013784048752090222, late.error(), 1e-15);
    assertEquals(4, late.freedom());
    assertEquals(0.022016886295810584, late.doubtBelow(0.08), 1e-12);
    assertEquals(1 - 0.022016886295810584, late.doubtAbove(0.08), 1e-12);
  }

  @Test
  void leavesItToTheBinomialRuleWhereNothingIsLate() {
    BatchMeans late = BatchMeans.of(List.of(new Verdicts.Part(500, 0)));

    assertEquals(new BatchMeans(0, 0, 0), late);
    assertEquals(0, late.doubtBelow(0.05));
    assertEquals(new BatchMeans(0, 0, -1), BatchMeans.of(List.of()));
  }

  @Test
  void saysThatLateOnesCameTogether() {
    List<Verdicts.Part> parts = new ArrayList<>();
    for (long over : new long[] {0, 0, 90, 0, 0, 0, 0, 0, 0, 0}) {
      parts.add(new Verdicts.Part(300, over));
    }

    assertEquals(
        new Verdict.Inconclusive(
            "p95 of at most 20 ms: 90 of 3,000 requests over it, at 99 % confidence, which would"
                + " tell if late ones did not come together: a longer run is needed",
            3_000),
        Verdicts.judge(P95, LIMIT, new Verdicts.Tally(3_000, 90, parts)));
  }

  private static Said said(double rate, int seconds, boolean inParts) {
    var random = new Random(42);
    int met = 0;
    int notMet = 0;
    for (int i = 0; i < RUNS; i++) {
      Verdicts.Tally tally = queue(rate, (int) (rate * seconds), random);
      Verdicts.Tally judged = inParts ? tally : new Verdicts.Tally(tally.count(), tally.over());
      switch (Verdicts.judge(P95, LIMIT, judged)) {
        case Verdict.Met _ -> met++;
        case Verdict.NotMet _ -> notMet++;
        case Verdict.Inconclusive _ -> {}
      }
    }
    return new Said(met, notMet);
  }

  /// Lindley's recursion: who comes waits for what is left of the work before.
  private static Verdicts.Tally queue(double rate, int requests, Random random) {
    long[] over = new long[LateRequests.PARTS];
    long[] count = new long[LateRequests.PARTS];
    double wait = 0;
    for (int i = 0; i < requests; i++) {
      double response = wait + random.nextExponential() / SERVED;
      int part = (int) ((long) i * LateRequests.PARTS / requests);
      count[part]++;
      over[part] += response > 0.020 ? 1 : 0;
      wait = Math.max(0, response - random.nextExponential() / rate);
    }
    List<Verdicts.Part> parts = new ArrayList<>();
    for (int i = 0; i < LateRequests.PARTS; i++) {
      parts.add(new Verdicts.Part(count[i], over[i]));
    }
    return new Verdicts.Tally(requests, LongStream.of(over).sum(), parts);
  }
}
