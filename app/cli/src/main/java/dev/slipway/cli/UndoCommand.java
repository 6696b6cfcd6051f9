// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Takes back what was said.
@Command(
    name = "undo",
    description = {
      "Take back what was said of an item: its waiver where one is in force, else its"
          + " attestations.",
      "With --role: take back the signature of a gate. Nothing is deleted; the later record counts."
    },
    footer = {
      "",
      "Examples:",
      "  slipway checklist undo data-labels --by \"Ada King\" --note \"the second vet's labels were"
          + " copied\"",
      "  slipway checklist undo production --role security --by \"Grace Hopper\" --note \"a new"
          + " finding\""
    })
final class UndoCommand implements Callable<Integer> {

  @ParentCommand private ChecklistCommand checklist;

  @Parameters(paramLabel = "ITEM|GATE", description = "The item's name; with --role, the gate.")
  private String subject;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "The role whose signature of the gate is taken back.")
  private @Nullable String role;

  @Mixin private PersonOption person;
  @Mixin private ProjectOption project;

  @Override
  public Integer call() throws ProblemException {
    String signed = role;
    return checklist.changed(
        project.folder(),
        signed == null ? subject : "team-signoff",
        (sign, opened) ->
            signed == null
                ? sign.undo(opened, subject, person.person())
                : sign.undo(opened, subject, signed, person.person()));
  }
}
