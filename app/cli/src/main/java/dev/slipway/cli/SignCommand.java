// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Signs a gate.
@Command(
    name = "sign",
    description = {
      "Sign a gate in the name of a role: this release passes it.",
      "A signature is about these bytes of model and bundle; a new bundle needs a new one. A gate"
          + " that something blocks cannot be signed."
    },
    footer = {
      "",
      "Example: slipway checklist sign production --role security --by \"Grace Hopper\""
    })
final class SignCommand implements Callable<Integer> {

  @ParentCommand private ChecklistCommand checklist;

  @Parameters(
      paramLabel = "GATE",
      description = "The gate: handover, staging, production or operate.")
  private String gate;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description = "In which role: data-scientist, engineer, product, operations or security.")
  private String role;

  @Mixin private PersonOption person;
  @Mixin private ProjectOption project;

  @Override
  public Integer call() throws ProblemException {
    return checklist.changed(
        project.folder(),
        "team-signoff",
        (sign, opened) -> sign.sign(opened, gate, role, person.person()));
  }
}
