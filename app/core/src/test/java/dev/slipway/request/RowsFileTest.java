// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
  void refusesAFileThatIsCutShortAnywhere() throws IOException {
    Path file = folder.resolve("rows");
    RowsFile.write(file, List.of(Map.of("a", Tensor.floats(new long[] {1, 2}, 1, 2))));
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Path part = Files.write(folder.resolve("part"), Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> RowsFile.read(part), length + " bytes");
    }
  }

  @Test
  void refusesLengthsThatCannotBe() throws IOException {
    Path file = folder.resolve("rows");
    RowsFile.write(file, List.of(Map.of("a", Tensor.floats(new long[] {1, 2}, 1, 2))));
    byte[] whole = Files.readAllBytes(file);

    // the number of rows, of inputs, the length of the first name, the rank, the length of the data
    for (int at : new int[] {4, 8, 12, 25, 45}) {
      for (int first : new int[] {0x80, 0x7f}) {
        byte[] impossible = whole.clone();
        impossible[at] = (byte) first;
        Path wrong = Files.write(folder.resolve("wrong"), impossible);
        assertThrows(IOException.class, () -> RowsFile.read(wrong), "at " + at);
      }
    }
  }

  @Test
  void refusesAnotherFile() throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "something else");

    assertThrows(IOException.class, () -> RowsFile.read(file));
  }
}
