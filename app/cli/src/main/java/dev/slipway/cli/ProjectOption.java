// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The project of a command whose first word is something else.
final class ProjectOption {

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project's folder (default: this folder).")
  private Path folder;

  Path folder() {
    return folder;
  }
}
