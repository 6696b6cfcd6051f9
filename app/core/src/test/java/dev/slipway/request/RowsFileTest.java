// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
}
