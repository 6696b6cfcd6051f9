// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.objective.Project.Where;
import dev.slipway.workbench.project.OpenedProject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Prices the service somewhere else, or at other traffic, for once, without a change of
/// `slipway.yaml`.
final class WhatIfOptions {

  @Option(
      names = "--cloud",
      paramLabel = "CLOUD",
      description = "Price it in this cloud instead of that of release.where, and keep nothing.")
  private @Nullable String cloud;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Price it in this region of the cloud, and keep nothing.")
  private @Nullable String region;

  @Option(
      names = "--traffic",
      paramLabel = "RATE",
      description =
          "Price it at this mean traffic, such as 60/s, with the peak in proportion, and keep"
              + " nothing.")
  private @Nullable String traffic;

  boolean isStated() {
    return cloud != null || region != null || traffic != null;
  }

  /// The project as if it were so.
  OpenedProject of(OpenedProject opened) throws ProblemException {
    OpenedProject there = cloud == null && region == null ? opened : somewhere(opened);
    return traffic == null
        ? there
        : there.at(
            there
                .project()
                .objectives()
                .traffic()
                .orElse(EstimateRequest.ASSUMED_TRAFFIC)
                .averaging(traffic));
  }

  private OpenedProject somewhere(OpenedProject opened) throws ProblemException {
    Where where =
        opened
            .project()
            .release()
            .where()
            .at(Optional.ofNullable(cloud), Optional.ofNullable(region));
    if (where.cloud().isEmpty()) {
      throw Problem.input(
              "usage.no-cloud",
              "Which cloud has the region " + region + " is not said",
              "Neither --cloud nor release.where in slipway.yaml names one.",
              "Add --cloud, such as --cloud aws.")
          .asException();
    }
    return opened.at(where);
  }

  void note(Terminal terminal) {
    if (isStated()) {
      terminal.line("");
      terminal
          .fitted(
              "Nothing of this is kept: to keep it, state release.where or objectives.traffic in"
                  + " slipway.yaml.",
              2)
          .forEach(line -> terminal.line("  " + line));
    }
  }
}
