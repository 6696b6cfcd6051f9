// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.evidence.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A program that appends batches to a ledger and prints the number of each once it is kept.
final class AppendingProcess {

  /// How many records a batch has.
  static final int BATCH = 3;

  private AppendingProcess() {}

  /// Arguments: the file, the writer's name, how many batches.
  public static void main(String[] args) throws Exception {
    int batches = Integer.parseInt(args[2]);
    try (var ledger = SqliteLedger.open(Path.of(args[0]))) {
      for (int i = 0; i < batches; i++) {
        ledger.append(batch(args[1], i));
        System.out.write((i + "\n").getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
      }
    }
  }

  static List<Evidence> batch(String writer, int number) {
    String value = String.valueOf(number);
    return List.of(
        Records.evidence("wine", writer + ".a", value),
        Records.evidence("wine", writer + ".b", value),
        Records.evidence("wine", writer + ".c", value));
  }

  static Process start(Path file, String writer, int batches) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            file.toString(),
            writer,
            String.valueOf(batches))
        .redirectError(ProcessBuilder.Redirect.appendTo(file.resolveSibling("errors.txt").toFile()))
        .start();
  }
}
