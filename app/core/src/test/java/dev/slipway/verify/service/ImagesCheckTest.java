// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.Exported;
import dev.slipway.bundle.PictureBundle;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.service.FaultyService.Answer;
import dev.slipway.verify.service.FaultyService.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures are held to the answers that their tensors get.
final class ImagesCheckTest {

  private static final String CHECK = "Pictures are answered as their tensors are, bit by bit";

  private static final Map<String, String> STATED =
      Map.of("layout", "NCHW", "mean", "0.5,0,0.2", "std", "0.5,1,0.1");

  @TempDir private Path folder;

  @Test
  void picturesPassUntilADigitDiffersOrTheyAreRefused() throws Exception {
    Stand stand =
        Stand.of(
            Exported.in(
                folder, PictureBundle.input(folder, STATED, Map.of()), "docker", "handover"));
    try (RunningService _ = stand.service()) {
      assertEquals(List.of("Passed " + CHECK), found(stand, (path, body, real) -> real));
      assertEquals(
          List.of("Failed " + CHECK),
          found(stand, (asked, body, real) -> isOfImages(asked) ? otherwise(real) : real));
      assertEquals(
          List.of("Failed " + CHECK),
          found(
              stand,
              (asked, body, real) ->
                  isOfImages(asked) ? new Answer(404, "{\"error\":\"no\"}") : real));
    }
  }

  private static boolean isOfImages(String path) {
    return path.endsWith("/v1/images");
  }

  private static Answer otherwise(Answer real) {
    return new Answer(200, real.body().replaceFirst("(\\.\\d+)(?=[,}])", "$11"));
  }

  /// The service has read the settings when they are changed.
  @Test
  void otherSettingsThanTheServiceReadAreSeen() throws Exception {
    Path bundle =
        Exported.in(folder, PictureBundle.input(folder, STATED, Map.of()), "docker", "handover");
    Stand stand = Stand.of(bundle);
    try (RunningService _ = stand.service()) {
      Path settings = bundle.resolve("docker/app/model/preparation.json");
      Files.writeString(settings, Files.readString(settings).replace("0.5,0,0.2", "0.5,0,0.3"));

      assertEquals(List.of("Failed " + CHECK), found(stand, (path, body, real) -> real));
    }
  }

  private static List<String> found(Stand stand, Fault fault) throws Exception {
    Report report = new Report();
    try (var service = new FaultyService(stand.service(), fault)) {
      new ImagesCheck().look(stand.rehearsal(service), report);
    }
    return report.findings().stream()
        .map(finding -> finding.getClass().getSimpleName() + " " + finding.check())
        .toList();
  }
}
