// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What tasks counted, added up.
final class TallyTest {

  private static Tally of(long rows, String file, long row, List<Long> bins, String session) {
    return new Tally(
        rows,
        new TreeMap<>(java.util.Map.of(file, 1L)),
        new Tally.Refused(file, row, "why").place(),
        List.of(new Tally.Refused(file, row, "why")),
        new TreeMap<>(java.util.Map.of("a", bins)),
        new TreeSet<>(List.of(session)));
  }

  @Test
  void rowsBinsAndSessionsAddUpAndTheFirstRefusedRowIsThatOfTheFirstFile() {
    var sum = new TallyAccumulator();
    var other = new TallyAccumulator();
    sum.add(of(10, "b", 2, List.of(1L, 2L), "one"));
    sum.add(of(20, "a", 9, List.of(3L), "two"));
    other.add(of(5, "a", 4, List.of(0L, 0L, 7L), "one"));
    sum.merge(other);

    assertEquals(
        new Tally(
            35,
            new TreeMap<>(java.util.Map.of("a", 2L, "b", 1L)),
            new Tally.Refused("b", 2, "").place()
                + new Tally.Refused("a", 9, "").place()
                + new Tally.Refused("a", 4, "").place(),
            List.of(new Tally.Refused("a", 4, "why")),
            new TreeMap<>(java.util.Map.of("a", List.of(4L, 2L, 7L))),
            new TreeSet<>(List.of("one", "two"))),
        sum.value());
    assertEquals(3, sum.value().refused());
    assertEquals("a, row 4: why", sum.value().first().getFirst().inWords());
  }

  @Test
  void aCopyOfNothingIsNothing() {
    var sum = new TallyAccumulator();
    sum.add(of(1, "a", 1, List.of(), "one"));

    assertTrue(sum.copyAndReset().isZero());
    assertEquals(1, sum.copy().value().rows());
  }
}
