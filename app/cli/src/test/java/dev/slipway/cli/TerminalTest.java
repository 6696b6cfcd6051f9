// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.Section.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How results stand on a page.
final class TerminalTest {

  private final StringWriter out = new StringWriter();
  private final Terminal terminal =
      new Terminal(
          new PrintWriter(out, true), new PrintWriter(new StringWriter()), false, false, false);

  @Test
  void valuesStandBelowOneAnotherHoweverLongANameIs() {
    terminal.facts(
        List.of(Map.entry("ready", "4.5 s"), Map.entry("manifests.autoscaling_findings", "none")));

    assertEquals(
        """
          ready                          4.5 s
          manifests.autoscaling_findings none
        """,
        out.toString());
  }

  @Test
  void ofManyRulesThoseThatAreBrokenAreShown() {
    Finding broken =
        new Finding.Failed(
            "age: from 0 to 120", Problem.input("data.rule", "broken", "4 of 9", "Correct it."));

    terminal.mostlyPassed(
        Stream.concat(
                IntStream.rangeClosed(1, 21)
                    .<Finding>mapToObj(i -> new Finding.Passed("rule " + i, "none of 9")),
                Stream.of(broken))
            .toList(),
        "rules");

    assertEquals(
        """
          failed  age: from 0 to 120
                  broken
                  4 of 9
                  Correct it.
          passed  21 of 22 rules  each of them: --json
        """,
        out.toString());
  }

  @Test
  void factsStandInColumnsAndLongReasonsBelowThem() {
    terminal.section(
        new Section(
            "Objectives",
            "of a test",
            List.of(
                new Row("image ≤ 250 MB", "met", Section.Tone.GOOD, "it has 98 MB", false),
                new Row(
                    "latency.p95 ≤ 10 ms",
                    "inconclusive",
                    Section.Tone.OPEN,
                    "at 120/s, p95 was 83.8 µs; p95 of at most 10 ms: 0 of 12 requests over it, at"
                        + " 99 % confidence",
                    false),
                new Row(
                    "machine",
                    "a processor of some name, 4 cores",
                    Section.Tone.PLAIN,
                    "Linux 6.1",
                    true),
                new Row("threads", "1", Section.Tone.PLAIN, "", true)),
            List.of(new Finding.NotRun("The image is small", "no engine")),
            Optional.of("the model has changed since"),
            ""));

    assertEquals(
        """

        Objectives: of a test
          No longer holds: the model has changed since.
          image ≤ 250 MB         met           it has 98 MB
          latency.p95 ≤ 10 ms    inconclusive  at 120/s, p95 was 83.8 µs; p95 of at most 10 ms: 0 of 12 requests over it, at 99
                                               % confidence
          machine                a processor of some name, 4 cores
                                 Linux 6.1
          threads                1
          not run The image is small  no engine
        """,
        out.toString());
  }

  @Test
  void onANarrowTerminalTextsStandBelowTheirNames() {
    Terminal narrow = terminal.wide(50);
    narrow.section(
        new Section(
            "Objectives",
            "of a test",
            List.of(
                new Row("image ≤ 250 MB", "met", Section.Tone.GOOD, "it has 98 MB", false),
                new Row(
                    "latency.p95 ≤ 10 ms",
                    "inconclusive",
                    Section.Tone.OPEN,
                    "at 120/s, p95 was 83.8 µs; p95 of at most 10 ms: 0 of 12 requests over it",
                    false)),
            List.of(new Finding.NotRun("The image is small enough for every machine", "no engine")),
            Optional.empty(),
            ""));
    narrow.fact("ready", "4.5 s");
    narrow.fact("because", "the peak times 1.2 leaves room for surges of the day");
    narrow.fact("do", "slipway checklist attest data-contract --project my-project");

    assertEquals(
        """

        Objectives: of a test
          image ≤ 250 MB  met
            it has 98 MB
          latency.p95 ≤ 10 ms  inconclusive
            at 120/s, p95 was 83.8 µs; p95 of at most 10
            ms: 0 of 12 requests over it
          not run The image is small enough for every
                  machine
                  no engine
          ready                  4.5 s
          because
            the peak times 1.2 leaves room for surges of
            the day
          do                     slipway checklist attest data-contract --project my-project
        """,
        out.toString());
  }

  @Test
  void aTableThatIsTooWideHasItsCellsBelowTheFirst() {
    List<TablePage.Row> rows =
        List.of(
            new TablePage.Row(false, List.of("aws us-east-1 t4g.large", "2 × arm64", "SLO 0 %")),
            new TablePage.Row(true, List.of("aws us-east-1 m6i", "12 × x86_64", "SLO 99 %")));

    new TablePage(terminal).show(rows);
    new TablePage(terminal.wide(30)).show(rows);

    assertEquals(
        """
            aws us-east-1 t4g.large  2 × arm64    SLO 0 %
          → aws us-east-1 m6i        12 × x86_64  SLO 99 %
            aws us-east-1 t4g.large
              2 × arm64, SLO 0 %
          → aws us-east-1 m6i
              12 × x86_64, SLO 99 %
        """,
        out.toString());
  }

  /// The version of a bundle from elsewhere stands in its title.
  @Test
  void nothingFromAFileIsObeyed() {
    String hostile = "1.0\u001b]0;owned\u0007\u202e\u2066";
    String seen = "1.0\ufffd]0;owned\ufffd\ufffd\ufffd";
    terminal.section(
        new Section(
            "Bundles",
            hostile + " → 2.0",
            List.of(new Row(hostile, hostile, Section.Tone.PLAIN, hostile, true)),
            List.of(),
            Optional.empty(),
            ""));
    assertEquals(
        """

        Bundles: SEEN → 2.0
          SEEN        SEEN  SEEN
        """
            .replace("SEEN", seen),
        out.toString());
  }

  @Test
  void aPatchIsAsItIsForAProgramAndHarmlessForAPerson() {
    String patch = "+a\u001b[2Jb\u202e\n";
    terminal.patch(patch);
    terminal.page(patch);
    assertEquals(patch + patch, out.toString());

    var seen = new StringWriter();
    var person =
        new Terminal(
            new PrintWriter(seen, true), new PrintWriter(new StringWriter()), true, false, false);
    person.patch(patch);
    person.page(patch);
    assertEquals("+a\ufffd[2Jb\ufffd\n".repeat(2), seen.toString());
  }

  /// A group is named after a value of the data, which may be of any length.
  @Test
  void aNameLongerThanTheLineStandsAboveItsRow() {
    String name = "comment " + "x".repeat(192);
    terminal.section(
        new Section(
            "Quality",
            "accuracy on 114 holdout rows",
            List.of(
                new Row("accuracy", "0.9912", Section.Tone.PLAIN, "higher is better", false),
                new Row(
                    name,
                    "0.9500",
                    Section.Tone.PLAIN,
                    "20 rows, 95 % interval 0.7639 to 0.9911: inconclusive, about 82 more rows"
                        + " needed",
                    true),
                new Row(
                    name, "a value that is as long as a sentence", Section.Tone.PLAIN, "", true)),
            List.of(),
            Optional.empty(),
            ""));

    assertEquals(
        """

        Quality: accuracy on 114 holdout rows
          accuracy               0.9912  higher is better
          comment
          %s
                                 0.9500  20 rows, 95 %% interval 0.7639 to 0.9911: inconclusive, about 82 more rows needed
          comment
          %1$s
                                 a value that is as long as a sentence
        """
            .formatted("x".repeat(192)),
        out.toString());
  }
}
