// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Attestation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Keeps a person's word on an item.
@Command(
    name = "attest",
    description = {
      "Say of an item that it is met, and sign for it.",
      "Only what Slipway does not find out can be attested. A blocker needs the words of two"
          + " people."
    },
    footer = {
      "",
      "Example: slipway checklist attest data-labels --by \"Ada King\" --note \"two vets labelled"
          + " 50 rows again, 49 agreed\" --link https://wiki.example.org/labels"
    })
final class AttestCommand implements Callable<Integer> {

  @ParentCommand private ChecklistCommand checklist;

  @Parameters(paramLabel = "ITEM", description = "The item's name, as the checklist shows it.")
  private String item;

  @Option(
      names = "--word",
      paramLabel = "WORD",
      defaultValue = "met",
      description =
          "What is said: met, not_met, or not_applicable, which no blocker is (default:"
              + " ${DEFAULT-VALUE}).")
  private Attestation.Word word;

  @Mixin private PersonOption person;
  @Mixin private ProjectOption project;

  @Override
  public Integer call() throws ProblemException {
    return checklist.changed(
        project.folder(), item, (sign, opened) -> sign.attest(opened, item, word, person.person()));
  }
}
