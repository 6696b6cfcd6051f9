// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SplitTest {

  @Test
  void holdsOutAThirdOfEachSpecies() throws Exception {
    Split split = Split.of(Committed.birds());

    assertEquals(Map.of("Adelie", 101L, "Chinstrap", 45L, "Gentoo", 82L), count(split.train()));
    assertEquals(Map.of("Adelie", 50L, "Chinstrap", 23L, "Gentoo", 41L), count(split.holdout()));
  }

  @Test
  void takesEachMeasuredBirdOnce() throws Exception {
    List<Penguin> measured = Committed.birds().stream().filter(Penguin::isMeasured).toList();

    Split split = Split.of(Committed.birds());

    assertEquals(
        measured,
        Stream.concat(split.train().stream(), split.holdout().stream())
            .sorted(Comparator.comparingInt(Penguin::row))
            .toList());
  }

  @Test
  void leavesOutTheTwoBirdsWithoutMeasurements() throws Exception {
    List<Integer> unmeasured =
        Committed.birds().stream().filter(b -> !b.isMeasured()).map(Penguin::row).toList();

    assertEquals(List.of(4, 272), unmeasured);
  }

  private static Map<String, Long> count(List<Penguin> birds) {
    return birds.stream()
        .collect(Collectors.groupingBy(Penguin::species, TreeMap::new, Collectors.counting()));
  }
}
