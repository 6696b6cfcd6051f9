// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ReportSections;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page that README shows is what the recorded voyage, of which the pictures are drawn, prints:
/// shortened, but nothing else.
final class ReadmePageTest {

  private static final Pattern SHOWN = Pattern.compile("(?ms)^```text\n(.*?)^```$");

  /// The evening of the recording.
  private static final Instant WHEN = Instant.parse("2026-11-28T22:19:00Z");

  @TempDir Path folder;

  @Test
  void showsWhatTheRecordedVoyagePrints() throws Exception {
    Matcher shown = SHOWN.matcher(Files.readString(SampleProject.ROOT.resolve("README.md")));
    assertTrue(shown.find(), "README shows no page");
    List<String> said = said();

    List<String> things = List.of(shown.group(1).split("\n(?! {4})"));
    assertFalse(shown.find(), "README shows another page, which nothing compares");
    List<String> never =
        things.stream().map(ReadmePageTest::plain).filter(thing -> !said.contains(thing)).toList();

    assertEquals(List.of(), never, () -> String.join("\n", said));
    assertTrue(things.size() > 10, things.toString());
  }

  /// The titles and rows of the page, each with its reason, as it is worded and not as it is laid
  /// out.
  private List<String> said() throws Exception {
    var home = new Home(folder.resolve("home"));
    Path project = SampleProject.copyInto(folder);
    try (Tracker tracker = Tracker.open(home.database())) {
      Bench bench =
          Bench.at(home, tracker.ledger(), tracker.runs(), Clock.fixed(WHEN, ZoneOffset.UTC));
      var workbench = Workbench.over(bench, "a test", Map.of());
      RecordedVoyage.into(tracker, workbench, workbench.open().open(project));
      OpenedProject opened = workbench.open().open(project);
      ShipReport report = workbench.report().gather(opened);
      List<String> said = new ArrayList<>();
      for (Section section : ReportSections.of(report)) {
        section.brief().ifPresent(brief -> said.addAll(lines(brief)));
      }
      return said;
    }
  }

  private static List<String> lines(Section section) {
    List<String> lines = new ArrayList<>();
    lines.add(plain(section.title() + ": " + section.subtitle()));
    section
        .rows()
        .forEach(row -> lines.add(plain(row.name() + " " + row.value() + " " + row.reason())));
    return lines;
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
