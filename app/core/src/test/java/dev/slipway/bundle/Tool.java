// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a real tool in a test.
record Tool(int exit, String output) {

  static Tool run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tool", ".txt");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("took longer than five minutes: " + List.of(command));
      }
      return new Tool(process.exitValue(), Files.readString(output, UTF_8).strip());
    } finally {
      Files.delete(output);
    }
  }

  /// The output of a run that must succeed.
  static String need(Path folder, String... command) throws IOException, InterruptedException {
    Tool run = run(folder, command);
    if (run.exit != 0) {
      throw new IOException(List.of(command) + " ended with " + run.exit + ":\n" + run.output);
    }
    return run.output;
  }
}
