// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

  /// Windows of one reference share its luck: counts vary so many times as much as chance alone.
  private static final double CLUMPED = 4;

  private final SplittableRandom random = new SplittableRandom(20_261_127);
  private final List<String> missed = new ArrayList<>();
  private final Promise allWindows = new Promise();
  private final Promise allTickets = new Promise();

  /// What was promised, and what came, as counts.
  private static final class Promise {
    private double promised;
    private long seen;

    void add(Promise other) {
      promised += other.promised;
      seen += other.seen;
    }

    /// Whether more came than three standard deviations explain.
    boolean isBroken() {
      return seen > promised + 3 * Math.sqrt(CLUMPED * promised) + 1;
    }

    @Override
    public String toString() {
      return "%d came, %.1f were promised".formatted(seen, promised);
    }
  }

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

    System.out.println("windows: " + allWindows + "; two of three: " + allTickets);
    assertEquals(List.of(), missed);
    assertFalse(allWindows.isBroken(), allWindows::toString);
    assertFalse(allTickets.isBroken(), allTickets::toString);
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
    int promised = 0;
    var windows = new Promise();
    var tickets = new Promise();
    for (int i = 0; i < REFERENCES; i++) {
      long[] reference = drawn(spread, rows);
      DriftCalibration.Alarm alarm =
          DriftCalibration.of(Arrays.stream(reference).boxed().toList(), window);
      limit += alarm.threshold() / REFERENCES;
      if (!alarm.promised()) {
        continue;
      }
      promised++;
      windows.promised += alarm.falseAlarms() * 3 * TRIPLES;
      tickets.promised += alarm.falseTickets() * TRIPLES;
      for (int triple = 0; triple < TRIPLES; triple++) {
        int high = 0;
        for (int j = 0; j < 3; j++) {
          high += ExportedIndex.of(reference, drawn(spread, window)) > alarm.threshold() ? 1 : 0;
        }
        windows.seen += high;
        tickets.seen += high >= 2 ? 1 : 0;
      }
    }
    double each = 100.0 / Math.max(1, promised * TRIPLES);
    System.out.printf(
        "| %s | %d | %d | %.2f | %s | %.2f %% | %.2f %% |%n",
        name,
        rows,
        window,
        limit,
        promised == 0
            ? "nothing"
            : "%.2f %% of windows, %.2f %% of two in three (%d %% of references)"
                .formatted(
                    each * windows.promised / 3,
                    each * tickets.promised,
                    100 * promised / REFERENCES),
        each * windows.seen / 3,
        each * tickets.seen);
    allWindows.add(windows);
    allTickets.add(tickets);
    if (windows.isBroken() || tickets.isBroken()) {
      missed.add(
          "%s, %d rows, window %d: windows %s, two of three %s"
              .formatted(name, rows, window, windows, tickets));
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
