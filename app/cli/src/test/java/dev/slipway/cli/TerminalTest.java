// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
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
}
