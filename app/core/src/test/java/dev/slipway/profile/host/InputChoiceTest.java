// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a measurement draws from is small, and the same each time.
final class InputChoiceTest {

  @Test
  void picksFewRowsOfManyTheSameForTheSameSeed() {
    List<Map<String, Tensor>> many =
        IntStream.range(0, 5000)
            .mapToObj(i -> Map.of("x", Tensor.ints(new long[] {1}, i)))
            .toList();

    List<Map<String, Tensor>> few = InputChoice.few(many, 1);

    assertEquals(2000, few.size());
    assertEquals(2000, few.stream().distinct().count());
    assertEquals(few, InputChoice.few(many, 1));
  }

  /// The largest of a stated mix would else be left out, and called measured.
  @Test
  void keepsOneRowOfEachShapeHoweverLarge() {
    List<Map<String, Tensor>> mix =
        List.of(
            Map.of("x", Tensor.floats(new long[] {5 << 20}, new float[5 << 20])),
            Map.of("x", Tensor.floats(new long[] {4 << 20}, new float[4 << 20])),
            Map.of("x", Tensor.floats(new long[] {4}, new float[4])));

    for (int seed = 1; seed <= 3; seed++) {
      assertEquals(Set.copyOf(mix), Set.copyOf(InputChoice.few(mix, seed)));
    }
  }

  @Test
  void keepsOneRowHoweverLarge() {
    List<Map<String, Tensor>> large =
        List.of(
            Map.of("x", Tensor.floats(new long[] {5 << 20}, new float[5 << 20])),
            Map.of("x", Tensor.floats(new long[] {5 << 20}, new float[5 << 20])));

    assertEquals(1, InputChoice.few(large, 1).size());
  }
}
