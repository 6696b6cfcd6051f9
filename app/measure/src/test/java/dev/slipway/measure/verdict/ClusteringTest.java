// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClusteringTest {

  /// By SciPy: freedom / stats.chi2.ppf(0.05, freedom).
  @Test
  void allowsForPartsThatSeldomDifferMore() {
    assertEquals(1.878024658072, Clustering.caution(19), 1e-9);
    assertEquals(2.706672, Clustering.caution(9), 1e-4);
  }

  /// 4 % of 600 are late: the parts' late requests are 10, 0, 9, 0, 5, 0 where 4 were to be, the
  /// squares of what they are off add up to 110, a variance of 22 a part, where independent ones
  /// had 3.84. In pairs nearly nothing is left of it.
  @Test
  void isTheVarianceOfThePartsInThatOfIndependentRequests() {
    double factor = Clustering.factor(count(6, 100), new long[] {10, 0, 9, 0, 5, 0});

    assertEquals(22 / 3.84 * Clustering.caution(5), factor, 1e-12);
  }

  /// Where a part goes on with what the part before left over, two of them are more apart: 8 each
  /// instead of 0 in two pairs of three, where 16/3 was to be.
  @Test
  void seesInPairsWhatIsLeftOverFromPartToPart() {
    double factor = Clustering.factor(count(6, 100), new long[] {4, 4, 4, 4, 0, 0});

    double share = 16 / 600.0;
    double squares = 2 * Math.pow(8 - 16 / 3.0, 2) + Math.pow(16 / 3.0, 2);
    assertEquals(
        squares * 3 / 2 / (600 * share * (1 - share)) * Clustering.caution(2), factor, 1e-9);
  }

  @Test
  void takesRequestsForIndependentWhereNothingVaries() {
    assertEquals(1, Clustering.factor(count(20, 100), new long[20]));
    assertEquals(1, Clustering.factor(count(20, 100), count(20, 100)));
    assertEquals(1, Clustering.factor(count(20, 100), count(20, 5)));
    assertEquals(1, Clustering.factor(new long[20], new long[20]));
  }

  @Test
  void knowsNothingOfRequestsThatCameInOnePart() {
    long[] count = new long[20];
    long[] late = new long[20];
    count[3] = 500;
    late[3] = 7;

    assertEquals(500, Clustering.factor(count, late));
  }

  @Test
  void isAtMostTheNumberOfRequests() {
    long[] late = new long[20];
    late[0] = 100;

    double factor = Clustering.factor(count(20, 100), late);

    assertTrue(factor > 100 && factor <= 2_000, factor + "");
  }

  /// Of samples of independent requests, at most one in twenty falls short of the true factor, 1.
  @Test
  void fallsShortInOneRunOfTwentyAtMost() {
    var random = new SplittableRandom(3);
    long[] count = count(20, 200);
    int runs = 1_000;
    int cautious = 0;
    for (int i = 0; i < runs; i++) {
      long[] late =
          Arrays.stream(count)
              .map(n -> IntStream.range(0, (int) n).filter(each -> random.nextInt(10) == 0).count())
              .toArray();
      cautious += Clustering.factor(count, late) > 1 ? 1 : 0;
    }

    assertTrue(cautious >= 0.95 * runs && cautious < runs, cautious + " of " + runs);
  }

  private static long[] count(int parts, long each) {
    long[] count = new long[parts];
    Arrays.fill(count, each);
    return count;
  }
}
