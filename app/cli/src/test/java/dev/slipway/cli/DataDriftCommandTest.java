// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the terminal says of how the holdout differs from the reference.
final class DataDriftCommandTest {

  @TempDir Path temp;

  @Test
  void columnsThatAreNotComparedAreNamed() throws Exception {
    Sample sample = Sample.copyInto(temp);
    widen(sample.file("data/train.csv"), ",seen", ",2026-01-%02d", 9);
    widen(sample.file("data/holdout.csv"), ",seen", ",2026-02-%02d", 0);

    Slipway.Result data = new Slipway(temp.resolve("home")).run("data", sample.folder());

    assertEquals(
        List.of(
            "  no drift in 7 columns",
            "  not compared (moments, lists, or too large for the memory): 1 column: seen",
            "  not in the holdout: 9 columns: old0, old1, old2, old3, old4, old5, old6, old7 and 1"
                + " more"),
        data.out()
            .lines()
            .dropWhile(line -> !line.startsWith("Drift, "))
            .dropWhile(line -> !line.startsWith("  no drift"))
            .takeWhile(line -> line.startsWith("  "))
            .toList());
  }

  /// @param others columns that are added behind the day
  private static void widen(Path file, String name, String day, int others) throws Exception {
    List<String> lines = Files.readAllLines(file);
    String names =
        IntStream.range(0, others).mapToObj(i -> ",old" + i).collect(Collectors.joining());
    Files.writeString(
        file,
        IntStream.range(0, lines.size())
            .mapToObj(i ->
                lines.get(i)
                    + (i == 0 ? name + names : day.formatted(1 + i % 28) + ",1".repeat(others)))
            .collect(Collectors.joining("\n", "", "\n")));
  }
}
