// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.measure.load.Tier;
import picocli.CommandLine.Option;

/// The `--tier` of the commands that do nothing but measure.
final class TierOption {

  @Option(
      names = "--tier",
      defaultValue = "quick",
      description = "How much measuring: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Tier tier;

  Tier tier() {
    return tier;
  }
}
