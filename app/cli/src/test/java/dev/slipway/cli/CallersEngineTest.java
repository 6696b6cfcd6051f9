// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers have, asked of the sample projects as they are shipped: texts, pictures and rows,
/// by the guide's examples in curl, Python and Java, against the exported image under the limits of
/// its manifest.
@Tag("engine")
@Tag("nightly")
final class CallersEngineTest {

  @TempDir Path folder;

  private Path project(String sample) throws Exception {
    Path project = folder.resolve(sample);
    ProjectFolder.copy(sample, project);
    return project;
  }

  private Slipway slipway() {
    return new Slipway(folder.resolve("home"));
  }

  private static JsonNode predicted(Slipway slipway, Object... words) throws Exception {
    List<Object> all = new ArrayList<>(List.of("predict"));
    all.addAll(List.of(words));
    all.add("--json");
    Slipway.Result result = slipway.run(all.toArray());
    assertEquals(0, result.code(), result.err());
    return Json.tree(result.out());
  }

  /// All numbers and texts of a tree, in its order.
  private static List<String> values(JsonNode tree) {
    if (tree.isValueNode()) {
      return List.of(tree.asText());
    }
    List<String> values = new ArrayList<>();
    tree.forEach(part -> values.addAll(values(part)));
    return values;
  }

  /// What the outputs hold, one behind the other; of several answers too.
  private static List<String> data(JsonNode outputs) {
    return outputs.findValues("data").stream().flatMap(data -> values(data).stream()).toList();
  }

  @Test
  void aSentenceModelAnswersATextWithItsVector() throws Exception {
    Path project = Files.createDirectory(folder.resolve("sentences"));
    Path fetch =
        Path.of(System.getProperty("slipway.root", "../..")).resolve("sample-projects/sentences");
    Process fetched =
        new ProcessBuilder(fetch.resolve("fetch").toString(), project.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(fetched.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, fetched.waitFor(), said);
    Slipway slipway = slipway();
    JsonNode states =
        predicted(slipway, project, "--text", "How deep is the sea?").at("/outputs/0/data");

    try (ShippedContainer shipped =
        ShippedContainer.of(
            slipway, project, "Texts are answered as their tokens are, bit by bit")) {
      List<JsonNode> printed = shipped.examples(folder);

      List<String> vector = values(printed.get(1).path("embedding"));
      assertEquals(384, vector.size());
      assertEquals(vector, values(printed.get(0).at("/data/0/embedding")));
      assertEquals(vector, values(printed.get(2).at("/data/0/embedding")));
      double[] expected = normalisedMean(states, vector.size());
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], Double.parseDouble(vector.get(i)), 1e-6);
      }
      assertEquals("running,false", shipped.state());
    }
  }

  /// @param states a vector for each token, one behind the other
  private static double[] normalisedMean(JsonNode states, int length) {
    double[] sum = new double[length];
    for (int i = 0; i < states.size(); i++) {
      sum[i % length] += states.path(i).asDouble();
    }
    double square = 0;
    for (double value : sum) {
      square += value * value;
    }
    for (int i = 0; i < length; i++) {
      sum[i] /= Math.sqrt(square);
    }
    return sum;
  }

  @Test
  void aModelOfPicturesAnswersAJpegAndHoldsOneOfTwelveMegapixels() throws Exception {
    Path project = project("handwritten-digits");
    // A core decodes twelve megapixels in a second or so; the deadline is four times the limit.
    Path stated = project.resolve("slipway.yaml");
    Files.writeString(stated, Files.readString(stated).replace("{p95: 200 ms}", "{p95: 5 s}"));
    Path picture = project.resolve("pictures/3.jpg");
    Files.copy(picture, folder.resolve("picture.jpg"));
    Slipway slipway = slipway();
    JsonNode outputs = predicted(slipway, project, "--image", picture).path("outputs");

    try (ShippedContainer shipped =
        ShippedContainer.of(
            slipway, project, "Pictures are answered as their tensors are, bit by bit")) {
      List<JsonNode> printed = shipped.examples(folder);

      JsonNode answer = same(printed, "/images/0");
      List<String> expected = new ArrayList<>(data(outputs));
      // Beside the class's number, its name.
      expected.add(expected.getLast());
      assertEquals("3", expected.getLast());
      assertEquals("label.class", answer.propertyStream().toList().getLast().getKey());
      assertEquals(expected, values(answer));
      JsonNode large =
          shipped.caller().asked("/v1/images", progressive(4_032, 3_024), "image/jpeg");
      assertEquals(1, large.path("images").size());
      assertEquals("running,false", shipped.state());
    }
  }

  /// What each of curl, Python and Java got; Python's prints the answer alone.
  private static JsonNode same(List<JsonNode> printed, String at) {
    JsonNode answer = printed.get(1);
    assertEquals(answer, printed.get(0).at(at));
    assertEquals(answer, printed.get(2).at(at));
    return answer;
  }

  private static byte[] progressive(int width, int height) throws Exception {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(
            x, y, 0x10000 * (x / 16 % 256) + 0x100 * (y / 12 % 256) + random.nextInt(64));
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @Test
  void aTableWithCategoriesAndGapsAnswersRowsByName() throws Exception {
    Path project = project("bird-strikes");
    Slipway slipway = slipway();
    List<String> holdout =
        Files.readAllLines(project.resolve("data/holdout.csv")).stream()
            .map(line -> line.replaceFirst("^[^,]*,", "").replaceFirst(",[^,]*$", ""))
            .limit(6)
            .toList();
    Path rows = Files.writeString(folder.resolve("rows.csv"), String.join("\n", holdout) + "\n");
    assertTrue(holdout.stream().anyMatch(line -> line.endsWith(",")), "a speed is missing");
    JsonNode predicted = predicted(slipway, project, "--data", rows);

    try (ShippedContainer shipped =
        ShippedContainer.of(
            slipway, project, "Rows by name are answered as tensors are, bit by bit")) {
      List<JsonNode> printed = shipped.examples(folder);

      JsonNode answer = same(printed, "/rows/0");
      Path row = Files.writeString(folder.resolve("row.jsonl"), shipped.example() + "\n");
      assertEquals(data(predicted(slipway, project, "--data", row)), values(answer));
      byte[] csv = Files.readString(rows).getBytes(StandardCharsets.UTF_8);
      JsonNode answered = shipped.caller().asked("/v1/rows", csv, "text/csv").path("rows");
      assertEquals(holdout.size() - 1, answered.size());
      assertEquals(data(predicted), values(answered));
      assertEquals("running,false", shipped.state());
    }
  }
}
