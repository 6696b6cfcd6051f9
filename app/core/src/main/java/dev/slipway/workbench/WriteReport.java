// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.bundle.render.Document;
import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.Item;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shipped;
import dev.slipway.workbench.report.LatencyPicture;
import dev.slipway.workbench.report.ReportSections;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reports everything known about a project without measuring anything: as sections, or as one page
/// of HTML that needs no other file, no script and no network.
public final class WriteReport {

  private final LoadVoyage voyage;
  private final InstantSource clock;
  private final String version;

  WriteReport(LoadVoyage voyage, InstantSource clock, String version) {
    this.voyage = voyage;
    this.clock = clock;
    this.version = version;
  }

  /// The last of each kind that is known.
  public ShipReport gather(OpenedProject opened) throws ProblemException {
    return ShipReport.of(voyage.load(opened));
  }

  /// One page for people who do not run Slipway.
  public String html(ShipReport report) throws ProblemException {
    Voyage known = report.voyage();
    Map<String, Object> values = new HashMap<>();
    values.put("name", known.project().project().name());
    values.put("release", known.project().release(known.inspection().model().sha256()));
    values.put("decision", known.project().project().objectives().decision());
    values.put("made", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    values.put("version", version);
    values.put("headline", report.headline());
    values.put("tone", report.refuted() ? "bad" : report.met() ? "good" : "open");
    values.put("level", known.checklist().level());
    Checklist checklist =
        known.checklist().about(Shell.word(known.project().folder().getFileName()));
    values.put("heldBy", checklist.holding().map(line -> line.item().title()));
    values.put("mend", checklist.holding().map(Checklist.Line::commands).orElse(List.of()));
    values.put("sections", ReportSections.of(report));
    values.put(
        "latency",
        known
            .profile()
            .map(profile ->
                LatencyPicture.of(
                    profile.value().users().response(),
                    known.project().project().objectives().latency())));
    values.put("gates", gates(checklist));
    return new Document("report.html", Shipped.page("report.html")).of(values);
  }

  /// Writes that page.
  ///
  /// @throws ProblemException when the file cannot be written
  public void write(ShipReport report, Path file) throws ProblemException {
    Shipped.write(html(report), file);
  }

  /// How far each gate of the checklist is, and what blocks it.
  ///
  /// @param met in percent of its items, as are the others
  /// @param words what people said that counts: of its items, and of the gate
  record GateBar(
      String title,
      long settled,
      long total,
      double met,
      double failing,
      List<Blocker> blockers,
      List<Word> words) {}

  record Blocker(String title, String state, String because, String command) {}

  /// A person's word, and what it is about.
  record Word(String about, String said) {}

  private static List<GateBar> gates(Checklist checklist) {
    return checklist.gates().stream()
        .map(gate -> {
          long total = gate.lines().size();
          long settled = gate.lines().stream().filter(Checklist.Line::settled).count();
          long failing = gate.lines().stream().filter(WriteReport::fails).count();
          double percent = 100.0 / Math.max(1, total);
          return new GateBar(
              gate.title(),
              settled,
              total,
              rounded(settled * percent),
              rounded(failing * percent),
              gate.lines().stream()
                  .filter(line -> !line.settled() && line.item().severity().equals("blocker"))
                  .map(line ->
                      new Blocker(
                          line.item().title(),
                          Words.of(line.state()),
                          line.because(),
                          line.commands().stream().findFirst().orElse("")))
                  .toList(),
              words(gate));
        })
        .toList();
  }

  private static List<Word> words(Checklist.Gate gate) {
    return Stream.concat(
            gate.signatures().stream().map(said -> new Word(gate.title(), said.inWords())),
            gate.lines().stream()
                .filter(line -> line.item().means() != Item.Means.SIGNED)
                .flatMap(line ->
                    line.said().stream()
                        .map(said -> new Word(line.item().title(), said.inWords()))))
        .toList();
  }

  private static boolean fails(Checklist.Line line) {
    return line.state() == Checklist.State.FAIL || line.state() == Checklist.State.ERROR;
  }

  private static double rounded(double percent) {
    return Math.round(percent * 10) / 10.0;
  }
}
