// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model of pictures is shipped: its service answers JPEG and PNG files as `predict` does, to the
/// last digit, and what a bundle says to callers is of pictures.
final class PictureJourneyTest {

  @TempDir private Path folder;
  private Path project;
  private Slipway slipway;
  private final List<Path> pictures = new ArrayList<>();

  @BeforeEach
  void makeAProject() throws IOException {
    project = Files.createDirectory(folder.resolve("hues"));
    Files.write(project.resolve("model.onnx"), SmallModels.hues());
    Files.writeString(
        project.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: hues
        version: 1.0.0
        model:
          file: model.onnx
          labels: [warm, cold]
          image: {layout: NCHW, fit: CROP, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
        release:
          targets: [docker, handover, openapi]
        """);
    pictures.add(picture("field.jpg", 90, 60));
    pictures.add(picture("tower.png", 20, 70));
    slipway = new Slipway(folder.resolve("home")).alone();
  }

  private Path picture(String name, int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0x10000 * (x * 7 % 256) + 0x100 * (y * 3 % 256) + (x + y) % 256);
      }
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, name.substring(name.indexOf('.') + 1), file.toFile());
    return file;
  }

  @Test
  @Tag("nightly")
  void theServiceAnswersPicturesAsPredictDoes() throws Exception {
    JsonNode predicted = predicted();
    try (ServedBundle served =
        ServedBundle.of(
            slipway, project, "Pictures are answered as their tensors are, bit by bit")) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < pictures.size(); i++) {
        JsonNode scores = predicted.path(i).at("/outputs/0/data");
        boolean warm = scores.get(0).asDouble() > scores.get(1).asDouble();
        expected.add(
            "{\"scores.warm\":%s,\"scores.cold\":%s,\"class\":\"%s\"}"
                .formatted(scores.get(0), scores.get(1), warm ? "warm" : "cold"));
        String type = i == 0 ? "image/jpeg" : "image/png";
        JsonNode alone = asked(served, Files.readAllBytes(pictures.get(i)), type);
        assertEquals("[" + expected.get(i) + "]", alone.toString());
      }
      JsonNode together =
          asked(served, json().getBytes(StandardCharsets.US_ASCII), "application/json");
      assertEquals("[" + String.join(",", expected) + "]", together.toString());
    }
    assertTrue(
        Files.readString(project.resolve("bundle/docs/consumer-guide.md"))
            .contains("--data-binary @picture.jpg"));
  }

  private JsonNode predicted() throws Exception {
    Slipway.Result result =
        slipway.run(
            "predict", project, "--json", "--image", pictures.get(0) + "," + pictures.get(1));
    assertEquals(0, result.code(), result.err());
    return Json.tree(result.out());
  }

  private String json() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path picture : pictures) {
      all.add('"' + Base64.getEncoder().encodeToString(Files.readAllBytes(picture)) + '"');
    }
    return "{\"images\":[" + String.join(",", all) + "]}";
  }

  private static JsonNode asked(ServedBundle served, byte[] body, String type) throws Exception {
    return served.asked("/v1/images", body, type).path("images");
  }
}
