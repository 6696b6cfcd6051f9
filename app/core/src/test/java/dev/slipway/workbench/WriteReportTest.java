// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Verdict;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.LatencyPicture;
import dev.slipway.workbench.report.ShipReport;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// One page to send to people who do not run Slipway.
final class WriteReportTest {

  private static final List<String> GATES = List.of("handover", "staging", "production", "operate");

  @TempDir Path folder;
  private Path project;
  private Workbench workbench;

  @BeforeEach
  void copyTheSample() throws Exception {
    project = SampleProject.copyInto(folder);
    var ledger = new MemoryLedger();
    var clock = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));
    workbench =
        Workbench.over(
            Bench.at(new Home(folder.resolve("home")), ledger, ledger, clock), "a test", Map.of());
  }

  @Test
  void aProjectThatIsOnlyBegunSaysWhatToRunNext() throws Exception {
    OpenedProject opened = workbench.open().open(project);

    ShipReport report = workbench.report().gather(opened);
    Document page = parsed(workbench.report().html(report));

    assertEquals(
        "Nothing failed. 5 of the objectives could not be judged here. No bundle is verified as it"
            + " is now.",
        report.headline());
    List<String> commands = texts(page, "code");
    assertEquals(
        List.of(
            "slipway checklist penguin-species",
            "slipway inspect penguin-species",
            "slipway data penguin-species",
            "slipway evaluate penguin-species",
            "slipway profile penguin-species",
            "slipway plan penguin-species",
            "slipway verify penguin-species/bundle"),
        commands.subList(0, 7));
    assertEquals(
        report.voyage().checklist().lines().stream()
            .filter(line -> line.item().blocks() && !line.settled())
            .sorted(Comparator.comparingInt(line -> GATES.indexOf(line.item().gate())))
            .map(line -> line.commands().getFirst().replace("PROJECT", "penguin-species"))
            .toList(),
        commands.subList(7, commands.size()));
    assertEquals(
        List.of(
            "Objectives", "Model", "Data", "Quality", "Speed", "Cost", "Verification", "Checklist"),
        texts(page, "h2"));
  }

  @Test
  void whatIsKnownStandsOnThePageAndSaysWhenItNoLongerHolds() throws Exception {
    OpenedProject opened = workbench.open().open(project);
    workbench.evaluate().evaluate(opened, Progress.NONE);
    String before = html(opened);
    Path holdout = project.resolve("data/holdout.csv");
    List<String> lines = Files.readAllLines(holdout);

    Files.write(holdout, lines.subList(0, lines.size() - 1));

    assertTrue(
        texts(parsed(before), "td").contains("95 % interval 0.9520 to 0.9984, higher is better"));
    assertFalse(before.contains("No longer holds"));
    assertTrue(html(opened).contains("No longer holds: the holdout has changed since."));
    assertEquals(
        "inconclusive, no longer holds: the holdout has changed since",
        workbench.report().gather(opened).objectives().stream()
            .filter(objective -> objective.name().equals("quality.accuracy"))
            .map(objective ->
                objective.verdict() instanceof Verdict.Inconclusive open
                    ? "inconclusive, " + open.because()
                    : objective.verdict().toString())
            .findFirst()
            .orElseThrow());
  }

  @Test
  void aTextFromTheProjectIsAlwaysAText() throws Exception {
    String hostile = "<script>alert(1)</script> \"'> & </p> ]]> [=1+1]";
    Path file = project.resolve("slipway.yaml");
    String yaml = Files.readString(file);
    String edited =
        yaml.replaceFirst(
            "decision: >-\n.*\n.*\n",
            Matcher.quoteReplacement("decision: '" + hostile.replace("'", "''") + "'\n"));
    assertNotEquals(yaml, edited);
    Files.writeString(file, edited);

    Document page = parsed(html(workbench.open().open(project)));

    assertEquals(0, page.getElementsByTagName("script").getLength());
    assertTrue(texts(page, "p").contains(hostile));
  }

  @Test
  void thePictureOfLatenciesHoldsEveryRequestAndEveryLimit() {
    var latencies =
        new Latencies(
            1000,
            Duration.ofNanos(900),
            Duration.ofNanos(2000),
            Duration.ofMillis(3),
            List.of(
                new Latencies.AtPercentile(
                    new Percentile(50),
                    Duration.ofNanos(2000),
                    Duration.ofNanos(1900),
                    Duration.ofNanos(2100))),
            List.of(
                new Latencies.Bin(Duration.ofNanos(900), Duration.ofNanos(901), 10),
                new Latencies.Bin(Duration.ofNanos(2000), Duration.ofNanos(2100), 989),
                new Latencies.Bin(Duration.ofMillis(3), Duration.ofMillis(4), 1)));
    var limit = new LatencyLimit(new Percentile(99), Duration.ofMillis(25));

    LatencyPicture picture = LatencyPicture.of(latencies, List.of(limit));

    assertEquals(
        "Response time of 1000 requests: p50 2 µs, objective for p99 25 ms", picture.said());
    assertEquals(3, picture.bars().size());
    assertEquals(List.of(2.0, 200.0, 1.0), picture.bars().stream().map(b -> b.height()).toList());
    assertTrue(
        picture.bars().stream().allMatch(b -> b.x() >= 0 && b.x() + b.width() <= 1000),
        picture.toString());
    assertEquals(
        List.of("1 µs", "10 µs", "100 µs", "1 ms", "10 ms"),
        picture.ticks().stream().map(LatencyPicture.Tick::text).toList());
    double p50 = picture.marks().getFirst().x();
    LatencyPicture.Bar tallest = picture.bars().get(1);
    assertTrue(p50 >= tallest.x() && p50 <= tallest.x() + 12.5, picture.toString());
  }

  private String html(OpenedProject opened) throws Exception {
    return workbench.report().html(workbench.report().gather(opened));
  }

  /// Strictly: whatever is not well-formed fails.
  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.strip().getBytes(UTF_8)));
  }

  private static List<String> texts(Document page, String element) {
    NodeList found = page.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
