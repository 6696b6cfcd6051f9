// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lines of a run, printed as they come and kept in `target/benchmarks.md`.
final class Report {

  private static final List<String> HEAD =
      List.of(
          "| what | this server | beside it | figure | bar | verdict | foreign CPU |",
          "| --- | --- | --- | --- | --- | --- | --- |");

  private final Path file = Path.of("target", "benchmarks.md");
  private final List<Line> lines = new ArrayList<>();
  private int checked;

  void add(Line line) throws IOException {
    lines.add(line);
    System.out.println(line.row());
    List<String> text = new ArrayList<>(HEAD);
    lines.forEach(each -> text.add(each.row()));
    Files.write(file, text);
  }

  /// Fails when a line added since the last check misses its bar, though the machine was quiet.
  void check() {
    List<Line> latest = lines.subList(checked, lines.size());
    checked = lines.size();
    assertEquals(
        List.of(),
        latest.stream()
            .filter(line -> !line.isMet() && !line.isDisturbed())
            .map(Line::row)
            .toList());
  }
}
