// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.data.TableProfile;
import java.io.BufferedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Needs a quiet machine.
@Tag("bench")
final class DataBenchTest {

  private static final int ROWS = 10_000_000;
  private static final double MOST_SECONDS = 20;
  private static final Limits LIMITS = Limits.ofMachine();

  /// The engine's limit, the Java heap that JUnit runs in, and what neither of them counts.
  private static final long MOST_KIB = (LIMITS.memory().count() >> 10) + (1L << 20);

  @TempDir Path folder;

  @Test
  void tenMillionRowsOfCsvAreProfiledInTwentySeconds() throws Exception {
    Path file = folder.resolve("ten-million.csv");
    write(file);

    long start = System.nanoTime();
    TableProfile profile;
    double loaded;
    try (var files =
        DataFiles.open(List.of(new DataFiles.Source(file, "big")), LIMITS, Progress.NONE)) {
      loaded = (System.nanoTime() - start) / 1e9;
      profile = files.profile(0, Progress.NONE);
    }
    double seconds = (System.nanoTime() - start) / 1e9;

    System.out.printf(
        "10,000,000 rows, 8 columns, %s of CSV: read in %.1f s, profiled in %.1f s altogether,"
            + " %d threads, engine limited to %s, peak of the process %d MB%n",
        new Bytes(Files.size(file)),
        loaded,
        seconds,
        LIMITS.threads(),
        LIMITS.memory(),
        peakKib() >> 10);
    assertEquals(ROWS, profile.rows());
    assertEquals(0, profile.duplicates());
    assertTrue(seconds < MOST_SECONDS, seconds + " s");
    assertTrue(peakKib() < MOST_KIB, peakKib() + " KiB");
  }

  private static void write(Path file) throws Exception {
    var random = new SplittableRandom(7);
    String[] kinds = {"red", "white", "rosé", "sparkling", "other"};
    var line = new StringBuilder("id,amount,age,ratio,kind,day,code,flag\n");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < ROWS; i++) {
        line.append(i).append(',').append(random.nextInt(1_000_000) / 100.0).append(',');
        if (random.nextInt(100) > 0) {
          line.append(18 + random.nextInt(70));
        }
        line.append(',').append((float) random.nextDouble());
        line.append(',').append(kinds[random.nextInt(kinds.length)]);
        line.append(",202").append(random.nextInt(6)).append("-0").append(1 + random.nextInt(9));
        line.append("-1").append(random.nextInt(10));
        line.append(",C").append(random.nextInt(50_000));
        line.append(',').append(random.nextBoolean()).append('\n');
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
      }
    }
  }

  private static long peakKib() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
