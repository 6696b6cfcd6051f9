// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.score.Scored;
import dev.slipway.workbench.ScoreRows;
import dev.slipway.workbench.report.ObjectivesSection;
import java.util.List;
import java.util.stream.Collectors;

/// Shows what was scored.
record ScorePage(Terminal terminal) {

  void show(ScoreRows.Outcome outcome) {
    Scored scored = outcome.scored();
    Scored.Report report = scored.report();
    terminal.title("Scored", String.valueOf(scored.folder()));
    if (!scored.whole()) {
      terminal.fact("share", "done; the folder is whole when all shares are");
    }
    terminal.fact("rows", Numbers.count(report.rows()));
    terminal.fact("rejected", rejected(report));
    terminal.fact("files", Numbers.count(report.files().size()));
    terminal.fact("model version", report.model().hex());
    terminal.fact("kept", report.kept().isEmpty() ? "nothing" : names(report.kept()));
    terminal.fact("answers", names(report.answers().stream().map(AnswerColumn::name).toList()));
    now(scored.now());
    outcome
        .unjudged()
        .ifPresentOrElse(
            because -> terminal.fact("drift", "not compared: " + because),
            () -> drift(report.drift()));
    outcome.batch().ifPresent(judged -> terminal.section(ObjectivesSection.of(List.of(judged))));
  }

  private String rejected(Scored.Report report) {
    return report.rejected() == 0
        ? "none"
        : terminal.open(
            Numbers.count(report.rejected())
                + "; the first: "
                + Texts.clean(report.firstRejected()));
  }

  private static String names(List<String> names) {
    return names.stream().map(Texts::clean).collect(Collectors.joining(", "));
  }

  private void now(Scored.Now now) {
    terminal.fact(
        "now",
        Words.count(now.pieces(), "piece")
            + (now.before() == 0 ? "" : ", " + now.before() + " finished before"));
    if (now.rows() > 0) {
      terminal.fact(
          "speed",
          Numbers.count(Math.round(now.rowsPerSecond()))
              + " rows/s, "
              + Durations.text(now.took())
              + " altogether");
    }
    if (now.peak().count() > 0) {
      terminal.fact("peak memory", now.peak());
    }
  }

  private void drift(List<Scored.DriftFound> found) {
    List<Scored.DriftFound> drifted = found.stream().filter(Scored.DriftFound::isDrifted).toList();
    if (found.isEmpty()) {
      return;
    }
    terminal.fact(
        "drift",
        drifted.isEmpty()
            ? terminal.good("none") + " in " + Words.count(found.size(), "feature")
            : terminal.open(
                drifted.stream()
                    .map(one ->
                        "%s (PSI %s, alarm above %s)"
                            .formatted(
                                Texts.clean(one.feature()),
                                Numbers.digits(one.psi(), 2),
                                Numbers.digits(one.alarm(), 2)))
                    .collect(Collectors.joining(", "))));
  }
}
