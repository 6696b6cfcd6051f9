// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.measure.load.Tier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The `--tier` option of the commands that measure.
final class TierOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--tier",
      defaultValue = "quick",
      description =
          "How thoroughly to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Tier tier;

  boolean isStated() {
    return command.commandLine().getParseResult().hasMatchedOption("--tier");
  }

  Tier tier() {
    return tier;
  }
}
