// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import java.nio.file.Path;

/// Where machine state lives, outside of any project: the ledger, raw measurements, the user's own
/// templates and prices.
public record Home(Path folder) {

  public Path database() {
    return folder.resolve("slipway.db");
  }

  /// Raw samples, histograms and logs, a folder a run.
  public Path runs() {
    return folder.resolve("runs");
  }

  /// Readings of searches, so that none is measured twice.
  public Path searches() {
    return folder.resolve("searches");
  }

  /// Targets that the user adds or overrides.
  public Path templates() {
    return folder.resolve("templates");
  }

  /// Price files that add to the shipped ones or replace rows of them.
  public Path prices() {
    return folder.resolve("prices");
  }
}
