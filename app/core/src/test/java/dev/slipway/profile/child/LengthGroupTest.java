// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Which requests are measured together, so that a page can say what length costs.
final class LengthGroupTest {

  @Test
  void eachOfAFewStatedLengthsIsAGroup() {
    assertEquals(
        List.of("16 to 16: 50 %", "32 to 32: 25 %", "128 to 128: 25 %"), groups(128, 16, 32, 16));
    assertEquals(List.of(), groups(16, 16, 16));
  }

  @Test
  void textsOfManyLengthsAreSixGroupsOfAboutAsMany() {
    assertEquals(
        List.of(
            "5 to 24: 17 %",
            "25 to 44: 17 %",
            "45 to 64: 17 %",
            "65 to 84: 17 %",
            "85 to 104: 17 %",
            "105 to 124: 17 %"),
        groups(LongStream.range(5, 125).toArray()));
  }

  /// Where most are as long, the longest is a group all the same.
  @Test
  void theLongestIsNeverHiddenAmongTheOthers() {
    long[] lengths =
        LongStream.concat(LongStream.generate(() -> 5).limit(90), LongStream.range(6, 16))
            .toArray();

    assertEquals(
        List.of(
            "5 to 5: 90 %",
            "6 to 7: 2 %", "8 to 9: 2 %", "10 to 11: 2 %", "12 to 13: 2 %", "14 to 15: 2 %"),
        groups(lengths));
  }

  private static List<String> groups(long... lengths) {
    List<Map<String, Tensor>> rows =
        IntStream.range(0, lengths.length)
            .mapToObj(i ->
                Map.of(
                    "ids", Tensor.zeros(DataType.INT64, 1, lengths[i]),
                    "one", Tensor.zeros(DataType.INT64, 1)))
            .toList();
    return LengthGroup.of(rows).stream()
        .map(group ->
            "%d to %d: %.0f %%".formatted(group.shortest(), group.longest(), 100 * group.share()))
        .toList();
  }
}
