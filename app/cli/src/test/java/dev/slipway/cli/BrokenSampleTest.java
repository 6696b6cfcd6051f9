// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows docs/broken-sample.md to the letter: the sample fails in exactly its five ways, which
/// are mended one by one. By night it then ships; in a build `.ci/run` ships the first sample.
@Order(1) // what takes long begins
final class BrokenSampleTest {

  private static final Pattern FAULT =
      Pattern.compile("(?m)^  (?:failed  (.+)|(\\S.*?) +not met .*)$");

  private static final List<String> FAULTS =
      List.of(
          "quality.accuracy floor 0.85",
          "budget ≤ 40 USD/month",
          "No row is also in the reference",
          "proline: from 200 to 2000",
          "Answers equal the recorded ones within 1e-6");

  private static final String MENDED =
      """
      1 slipway ship wine-growers --tier quick --no-engine
      1 slipway data wine-growers
      0 slipway data wine-growers
      0 slipway evaluate wine-growers
      0 slipway set wine-growers "model.labels=[grower-1, grower-2, grower-3]"
      0 slipway evaluate wine-growers
      0 slipway golden add wine-growers --data asked.csv
      0 slipway set wine-growers "objectives.budget=400 USD/month"
      """;

  @TempDir private Path folder;

  @Test
  void failsInExactlyFiveWaysEachOfWhichIsMended() throws Exception {
    List<Lesson.Step> steps = lesson().followBefore("docs/broken-sample.md", "7. Ship");

    assertEquals(FAULTS, faults(steps.getFirst()));
    assertEquals(MENDED, said(steps));
  }

  @Test
  @Tag("nightly")
  void failsInExactlyFiveWaysAndShipsOnceTheyAreMended() throws Exception {
    List<Lesson.Step> steps = lesson().follow("docs/broken-sample.md");

    assertEquals(FAULTS, faults(steps.getFirst()));
    assertEquals(List.of(), faults(steps.getLast()), steps.getLast().result().out());
    assertEquals(MENDED + "0 slipway ship wine-growers --tier quick --no-engine\n", said(steps));
  }

  private Lesson lesson() throws IOException {
    Files.createDirectories(folder.resolve("sample-projects"));
    ProjectFolder.copy("wine-growers", folder.resolve("sample-projects/wine-growers"));
    return new Lesson(folder, new Slipway(folder.resolve("home")).alone());
  }

  private static List<String> faults(Lesson.Step shipped) {
    return FAULT
        .matcher(shipped.result().out())
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(String::strip)
        .toList();
  }

  private static String said(List<Lesson.Step> steps) {
    StringBuilder all = new StringBuilder();
    steps.forEach(
        step -> all.append(step.result().code()).append(' ').append(step.line()).append('\n'));
    return all.toString();
  }
}
