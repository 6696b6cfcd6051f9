// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The `--write` of the commands that measure where the project's records are not kept.
final class EvidenceOption {

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description =
          "Write the project's evidence to a file afterwards, for slipway evidence import"
              + " elsewhere.")
  private @Nullable Path file;

  /// Writes the file, if one is named.
  void write(OpenBench bench, OpenedProject opened, Terminal terminal) throws ProblemException {
    if (file == null) {
      return;
    }
    int records = bench.workbench().evidence().export(opened, file).records();
    if (!terminal.json()) {
      terminal.line(terminal.faint("  " + records + " records written to " + file));
    }
  }
}
