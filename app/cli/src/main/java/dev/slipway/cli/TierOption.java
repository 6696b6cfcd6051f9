// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.measure.load.Tier;
import picocli.CommandLine.Option;

/// The `--tier` option of the commands that measure.
final class TierOption {

  @Option(
      names = "--tier",
      defaultValue = "quick",
      description =
          "How thoroughly to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Tier tier;

  Tier tier() {
    return tier;
  }
}
