// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.malformed.Campaign.Subject;
import dev.slipway.serving.malformed.Campaign.Tally;
import dev.slipway.serving.onnx.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken pictures get an answer that blames the caller; none is left without, and the server stays
/// as it was.
class MalformedImagesTest {

  private static final List<ImagesFault> FAULTS = List.of(ImagesFault.values());

  @TempDir Path folder;

  @Test
  void blamesTheCallersOfFourThousandBrokenPictures() throws Exception {
    attack(4_000, 50);
  }

  @Test
  @Tag("nightly")
  void blamesTheCallersOfAHundredThousandBrokenPictures() throws Exception {
    attack(100_000, 51);
  }

  private Subject viewer() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("preparation.json"),
            "{\"images\": {\"layout\": \"NCHW\", \"mean\": \"0.5\", \"std\": \"0.5\"}}");
    return new Subject(
        TestModel.colours("batch").writeTo(folder.resolve("model.onnx")),
        Map.of(
            "rows.preparation", file.toString(), "images.max", "3", "images.max-pixels", "10000"),
        ImagesFault::good);
  }

  private void attack(int requests, long seed) throws Exception {
    Tally tally =
        new Campaign(viewer(), new NamedAttack<>(FAULTS, ImagesFault::good)).run(requests, seed);

    assertEquals(FAULTS.size(), tally.kinds());
  }
}
