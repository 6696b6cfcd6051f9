// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.TextBundle;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.service.FaultyService.Answer;
import dev.slipway.verify.service.FaultyService.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts and their vectors are held to the answers that their tokens get.
final class TextsCheckTest {

  private static final String CHECK = "Texts are answered as their tokens are, bit by bit";

  @TempDir private Path folder;

  @Test
  void textsPassUntilATokenDiffersOrTheyAreRefused() throws Exception {
    Stand stand =
        Stand.of(Exported.in(folder, TextBundle.input(folder, Map.of()), "docker", "handover"));
    try (RunningService _ = stand.service()) {
      assertEquals(List.of("Passed " + CHECK), found(stand, (path, body, real) -> real));
      for (String path : List.of("/v1/texts", "/v1/embeddings")) {
        assertEquals(
            List.of("Failed " + CHECK),
            found(stand, (asked, body, real) -> asked.endsWith(path) ? otherwise(real) : real));
        assertEquals(
            List.of("Failed " + CHECK),
            found(
                stand,
                (asked, body, real) ->
                    asked.endsWith(path) ? new Answer(404, "{\"error\":\"no\"}") : real));
      }
    }
  }

  /// The word `sea` with another number.
  private static Answer otherwise(Answer real) {
    return new Answer(200, real.body().replaceFirst("\\b8(?=[,.}])", "9"));
  }

  @Test
  void anotherTokenizerThanTheServiceReadIsSeen() throws Exception {
    Path bundle = Exported.in(folder, TextBundle.input(folder, Map.of()), "docker", "handover");
    Stand stand = Stand.of(bundle);
    try (RunningService _ = stand.service()) {
      Files.writeString(
          bundle.resolve("docker/app/model/vocab.txt"),
          TextBundle.WORDS.replace("how\ndeep", "deep\nhow"));

      assertEquals(List.of("Failed " + CHECK), found(stand, (path, body, real) -> real));
    }
  }

  private static List<String> found(Stand stand, Fault fault) throws Exception {
    Report report = new Report();
    try (var service = new FaultyService(stand.service(), fault)) {
      new TextsCheck().look(stand.rehearsal(service), report);
    }
    return report.findings().stream()
        .map(finding -> word(finding) + " " + finding.check())
        .toList();
  }

  private static String word(Finding finding) {
    return finding.getClass().getSimpleName();
  }
}
