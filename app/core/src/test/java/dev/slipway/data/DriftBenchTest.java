// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a limit promises, and what the exported rules then do: references are drawn from a known
/// spread, limits calibrated on them, and windows of the same spread judged by the rules' formula.
@Tag("bench")
final class DriftBenchTest {

  private static final int REFERENCES = 60;
  private static final int TRIPLES = 25;

  private final SplittableRandom random = new SplittableRandom(20_261_127);
  private final List<String> missed = new ArrayList<>();

  @Test
  void ticketsByChanceAreAsSeldomAsPromised() {
    System.out.println(
        "| spread | reference | window | limit | promised | windows above | two of three |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    spreads()
        .forEach((name, spread) -> {
          for (int rows : new int[] {60, 100, 266, 1000}) {
            for (int window : new int[] {50, 500}) {
              line(name, spread, rows, window);
            }
          }
        });

    assertEquals(List.of(), missed);
  }

  private static Map<String, double[]> spreads() {
    var spreads = new LinkedHashMap<String, double[]>();
    spreads.put("10 even", even(10));
    spreads.put("21, share 1/k", falling(21, 1));
    spreads.put("21, share 1/k²", falling(21, 2));
    spreads.put("50 even", even(50));
    spreads.put("50, share 1/k", falling(50, 1));
    return spreads;
  }

  private static double[] even(int bins) {
    return falling(bins, 0);
  }

  private static double[] falling(int bins, double power) {
    double[] weights =
        IntStream.rangeClosed(1, bins).mapToDouble(k -> Math.pow(k, -power)).toArray();
    double all = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / all).toArray();
  }

  private void line(String name, double[] spread, int rows, int window) {
    double limit = 0;
    double promise = 0;
    int promised = 0;
    long above = 0;
    long tickets = 0;
    for (int i = 0; i < REFERENCES; i++) {
      long[] reference = drawn(spread, rows);
      DriftCalibration.Alarm alarm =
          DriftCalibration.of(Arrays.stream(reference).boxed().toList(), window);
      limit += alarm.threshold() / REFERENCES;
      if (!alarm.promised()) {
        continue;
      }
      promised++;
      promise += alarm.falseTickets();
      for (int triple = 0; triple < TRIPLES; triple++) {
        int high = 0;
        for (int j = 0; j < 3; j++) {
          high += ExportedIndex.of(reference, drawn(spread, window)) > alarm.threshold() ? 1 : 0;
        }
        above += high;
        tickets += high >= 2 ? 1 : 0;
      }
    }
    double seen = (double) tickets / Math.max(1, promised * TRIPLES);
    double said = promise / Math.max(1, promised);
    System.out.printf(
        "| %s | %d | %d | %.2f | %s | %.2f %% | %.2f %% |%n",
        name,
        rows,
        window,
        limit,
        promised == 0
            ? "nothing"
            : "%.2f %% (%d %% of references)".formatted(100 * said, 100 * promised / REFERENCES),
        100.0 * above / Math.max(1, 3 * promised * TRIPLES),
        100 * seen);
    // Windows of one reference share its luck, so that few references decide.
    double chance = 3 * Math.sqrt(0.01 / Math.max(1, promised));
    if (promised > 0 && seen > 0.01 + chance * 0.1) {
      missed.add("%s, %d rows, window %d: %.4f".formatted(name, rows, window, seen));
    }
  }

  private long[] drawn(double[] spread, int rows) {
    double[] upTo = spread.clone();
    Arrays.parallelPrefix(upTo, Double::sum);
    long[] counts = new long[spread.length];
    for (int i = 0; i < rows; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble());
      counts[Math.min(counts.length - 1, at < 0 ? -at - 1 : at)]++;
    }
    return counts;
  }
}
