// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.SideBySide.Line;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SideBySideTest {

  private static List<String> shown(String before, String after) {
    return SideBySide.of(Optional.of(before.getBytes(UTF_8)), Optional.of(after.getBytes(UTF_8)))
        .orElseThrow()
        .rows()
        .stream()
        .map(row -> row.kind() + " " + said(row.before()) + " | " + said(row.after()))
        .toList();
  }

  private static String said(Optional<Line> line) {
    return line.map(l -> l.number() + " " + l.text()).orElse("-");
  }

  @Test
  void linesThatBelongTogetherStandBesideEachOther() {
    assertEquals(
        List.of(
            "SAME 1 a | 1 a",
            "CHANGED 2 b | 2 B",
            "ADDED - | 3 new",
            "SAME 3 c | 4 c",
            "REMOVED 4 gone | -",
            "SAME 5 d | 5 d"),
        shown("a\nb\nc\ngone\nd\n", "a\nB\nnew\nc\nd\n"));
  }

  @Test
  void aFileThatComesHasNothingAtTheLeftAndBytesAreNotCompared() {
    assertEquals(
        1,
        SideBySide.of(Optional.empty(), Optional.of("x\n".getBytes(UTF_8)))
            .orElseThrow()
            .differing());
    assertEquals(Optional.empty(), SideBySide.of(Optional.of(new byte[] {0, 1}), Optional.empty()));
  }
}
