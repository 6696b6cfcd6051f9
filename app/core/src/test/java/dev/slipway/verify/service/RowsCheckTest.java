// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.service.FaultyService.Answer;
import dev.slipway.verify.service.FaultyService.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows by name are held to the answers that tensors get.
final class RowsCheckTest {

  private static final String CHECK = "Rows by name are answered as tensors are, bit by bit";

  @TempDir private Path folder;

  @Test
  void rowsPassUntilADigitDiffersOrTheyAreRefused() throws Exception {
    Stand stand = Stand.of(SampleBundle.write(folder.resolve("bundle")));
    try (RunningService _ = stand.service()) {
      assertEquals(List.of("Passed " + CHECK), found(stand, (path, body, real) -> real));
      assertEquals(
          List.of("Failed " + CHECK),
          found(
              stand,
              (path, body, real) ->
                  path.endsWith("/v1/rows")
                      ? new Answer(200, real.body().replaceFirst("0\\.45343316", "0.45343319"))
                      : real));
      assertEquals(
          List.of("Failed " + CHECK),
          found(
              stand,
              (path, body, real) ->
                  path.endsWith("/v1/rows") ? new Answer(404, "{\"error\":\"no\"}") : real));
    }
  }

  private static List<String> found(Stand stand, Fault fault) throws Exception {
    Report report = new Report();
    try (var service = new FaultyService(stand.service(), fault)) {
      new RowsCheck().look(stand.rehearsal(service), report);
    }
    return report.findings().stream()
        .map(finding -> word(finding) + " " + finding.check())
        .toList();
  }

  private static String word(Finding finding) {
    return finding.getClass().getSimpleName();
  }
}
