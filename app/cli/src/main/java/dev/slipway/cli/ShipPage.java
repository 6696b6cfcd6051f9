// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.workbench.report.ReportSections;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.util.Map;
import java.util.stream.Collectors;

/// The result of a whole voyage on one page.
record ShipPage(Terminal terminal) {

  void print(ShipReport report) {
    Voyage voyage = report.voyage();
    terminal.title(
        voyage.project().project().name()
            + " "
            + voyage.project().release(voyage.inspection().model().sha256()));
    terminal.fitted(report.headline(), 0).forEach(line -> terminal.line(toned(line, report)));
    report.open().forEach(terminal::finding);
    ReportSections.of(report).forEach(section -> section.brief().ifPresent(terminal::section));
    // The last section is the bundle's; a page that is sent around names no folder.
    voyage.bundle().ifPresent(bundle -> terminal.fact("folder", bundle.value().folder()));
    missing(voyage.checklist().about(Shell.word(voyage.project().folder())));
  }

  private String toned(String headline, ShipReport report) {
    if (report.refuted()) {
      return terminal.bad(headline);
    }
    return report.met() ? terminal.good(headline) : terminal.open(headline);
  }

  private void missing(Checklist checklist) {
    Map<Checklist.State, Long> states =
        checklist.lines().stream()
            .collect(Collectors.groupingBy(Checklist.Line::state, Collectors.counting()));
    terminal.title("Checklist: " + checklist.level());
    terminal.fact(
        "items",
        states.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getValue() + " " + Words.of(e.getKey()))
            .collect(Collectors.joining(", ")));
    ChecklistCommand.heldBy(checklist, terminal);
    ChecklistCommand.next(checklist, terminal);
  }
}
