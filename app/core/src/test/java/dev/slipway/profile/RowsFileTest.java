// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowsFileTest {

  @TempDir Path folder;

  @Test
  void givesBackEveryBitOfEveryKindOfInput() throws IOException {
    List<Map<String, Tensor>> rows =
        List.of(
            Map.of(
                "a", Tensor.floats(new long[] {1, 2}, Float.NaN, -0.0f),
                "b", Tensor.strings(new long[] {2}, "", "Grüße"),
                "c", Tensor.longs(new long[0], Long.MIN_VALUE)),
            Map.of("a", Tensor.bools(new long[] {0, 3})));
    Path file = folder.resolve("rows");

    RowsFile.write(file, rows);

    assertEquals(rows, RowsFile.read(file));
  }

  @Test
  void refusesAnotherFile() throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "something else");

    assertThrows(IOException.class, () -> RowsFile.read(file));
  }

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

  @Test
  void keepsOneRowHoweverLarge() {
    List<Map<String, Tensor>> large =
        List.of(
            Map.of("x", Tensor.floats(new long[] {5 << 20}, new float[5 << 20])),
            Map.of("x", Tensor.floats(new long[] {5 << 20}, new float[5 << 20])));

    assertEquals(1, InputChoice.few(large, 1).size());
  }
}
