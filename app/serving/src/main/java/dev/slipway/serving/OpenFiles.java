// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// How many files this process may have open: each connection is one.
///
/// @param most as the system has it
record OpenFiles(long most) {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max open files";

  /// Jars, libraries, logs, and connections of the management port.
  private static final int OTHERS = 200;

  /// Of the data port; gRPC has a quarter as many beside them.
  private static final double SHARE = 0.8;

  /// Linux only; without a limit elsewhere.
  static OpenFiles detect() {
    try {
      for (String line : Files.readAllLines(LIMITS)) {
        if (line.startsWith(LINE)) {
          return new OpenFiles(
              Long.parseLong(line.substring(LINE.length()).strip().split("\\s+")[0]));
        }
      }
    } catch (IOException | NumberFormatException unlimited) {
      return new OpenFiles(Long.MAX_VALUE);
    }
    return new OpenFiles(Long.MAX_VALUE);
  }

  /// The limits, with no more connections than can be opened; told where that is fewer.
  AdmissionLimits within(AdmissionLimits limits, Journal journal) {
    double possible = Math.max(1, (most - OTHERS) * SHARE);
    if (limits.connections() <= possible) {
      return limits;
    }
    journal.warning(
        "few-open-files",
        Map.of("allowed", most, "connections", (int) possible, "wanted", limits.connections()));
    return new AdmissionLimits(
        limits.maxBytes(), limits.patience(), limits.leastRate(), (int) possible);
  }
}
