// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.SignChecklist;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Keeps a waiver.
@Command(
    name = "waive",
    description = {
      "Let an item stay unmet until a day: at most 30 days for a blocker, 90 for a major, 180 for a"
          + " minor.",
      "A waiver counts for this release only. When it ends, the item has its own result again."
    },
    footer = {
      "",
      "Example: slipway checklist waive res-p99 --until 2026-12-24 --by \"Grace Hopper\" --asked-by"
          + " \"Ada King\" --reason \"the new machines come in December\" --meanwhile \"callers"
          + " wait 50 ms\""
    })
final class WaiveCommand implements Callable<Integer> {

  @ParentCommand private ChecklistCommand checklist;

  @Parameters(paramLabel = "ITEM", description = "The item's name, as the checklist shows it.")
  private String item;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      required = true,
      description = "The first day on which the waiver no longer counts, such as 2026-12-24.")
  private LocalDate until;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      required = true,
      description = "Who grants it: somebody else than the one who asks.")
  private String by;

  @Option(names = "--asked-by", paramLabel = "NAME", required = true, description = "Who asks.")
  private String askedBy;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why the release should not wait for it.")
  private String reason;

  @Option(
      names = "--meanwhile",
      paramLabel = "TEXT",
      required = true,
      description = "What guards the service until then.")
  private String meanwhile;

  @Mixin private ProjectOption project;

  @Override
  public Integer call() throws ProblemException {
    var asked = new SignChecklist.Permission(until, by, askedBy, reason, meanwhile);
    return checklist.changed(
        project.folder(), item, (sign, opened) -> sign.waive(opened, item, asked));
  }
}
