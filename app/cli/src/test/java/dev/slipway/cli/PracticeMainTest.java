// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Several commands are practised in one process, and one that could not work is not passed over.
final class PracticeMainTest {

  @Test
  void commandsStandBetweenDashes() {
    assertEquals(
        List.of(List.of("report", "p"), List.of("targets"), List.of("prices", "--json")),
        PracticeMain.lines("report", "p", "--", "targets", "--", "prices", "--json").stream()
            .map(List::of)
            .toList());
    assertEquals(
        List.of(List.of("targets")), PracticeMain.lines("targets").stream().map(List::of).toList());
  }

  @Test
  void whatCouldNotBeDoneIsTold() {
    assertEquals(0, PracticeMain.code(List.of(0, 1, 0)));
    assertEquals(1, PracticeMain.code(List.of(1, 0)));
    assertEquals(2, PracticeMain.code(List.of(0, 1, 2)));
    assertEquals(70, PracticeMain.code(List.of(0, 70, 2)));
  }
}
