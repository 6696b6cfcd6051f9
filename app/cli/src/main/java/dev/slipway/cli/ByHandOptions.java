// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.workbench.SetPlanned;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.OpenedProject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Sets a value of the plan by hand, or takes it back, before the plan is made.
final class ByHandOptions {

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Set a value of the plan by hand, such as replicas.min=4, with --note; slipway.yaml"
              + " keeps it. One that cannot work is refused.")
  private @Nullable String set;

  @Option(names = "--note", paramLabel = "TEXT", description = "Who wants it so, and why.")
  private @Nullable String note;

  @Option(
      names = "--reset",
      paramLabel = "NAME",
      description = "Let the plan's own value stand again.")
  private @Nullable String reset;

  boolean isStated() {
    return set != null || note != null || reset != null;
  }

  /// @throws ProblemException when what is kept is asked for together with what is not
  void require(WhatIfOptions otherwise) throws ProblemException {
    if (isStated() && otherwise.isStated()) {
      throw usage(
          "--set, --note and --reset do not go with --cloud, --region and --traffic",
          "What is set by hand is written to slipway.yaml; of a price at another place or traffic"
              + " nothing is kept.");
    }
  }

  /// Writes it, and reads the project again; the same project where nothing is stated.
  OpenedProject of(OpenedProject opened, Workbench workbench, Terminal terminal)
      throws ProblemException {
    if (!isStated()) {
      return opened;
    }
    SetPlanned byHand = workbench.plan().byHand();
    Optional<String> taken = Optional.ofNullable(reset);
    Optional<String> given = Optional.ofNullable(set);
    if (taken.isPresent() && (given.isPresent() || note != null)) {
      throw usage("--reset stands alone", "A value is set, or taken back.");
    }
    if (taken.isPresent()) {
      byHand.reset(opened, taken.get());
    } else {
      String[] parts = given.orElse("").split("=", 2);
      if (parts.length < 2) {
        throw usage("Nothing is set", "--set takes a name and a value: --set replicas.min=4.");
      }
      byHand.set(opened, parts[0].strip(), parts[1].strip(), Optional.ofNullable(note).orElse(""));
    }
    if (!terminal.json()) {
      terminal.line("Written: " + opened.file());
    }
    return workbench.open().open(opened.folder());
  }

  private static ProblemException usage(String what, String why) {
    return Problem.input(
            "usage.by-hand",
            what,
            why,
            "Say for example: slipway plan --set replicas.min=4 --note \"Ana: the night batch\"")
        .asException();
  }
}
