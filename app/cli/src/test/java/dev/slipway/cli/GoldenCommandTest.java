// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.measure.golden.Golden;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Golden requests that a person makes of rows, pictures and texts.
final class GoldenCommandTest {

  @TempDir Path folder;
  private Path project;
  private Slipway slipway;

  @BeforeEach
  void makeAProject() throws Exception {
    project = MadeProject.lostInEightBits(folder.resolve("made"));
    slipway = new Slipway(folder.resolve("home"));
  }

  @Test
  void theModelsOwnAnswersAreRecordedAndTheFileIsNamed() throws Exception {
    Slipway.Result first = slipway.run("golden", "add", project, "--row", "a=1,b=2,c=3,d=4");
    Slipway.Result second =
        slipway.run("golden", "add", project, "--row", "a=0,b=0,c=2,d=1", "--id", "named");
    Slipway.Result third = slipway.run("golden", "add", project, "--row", "a=1,b=1,c=1,d=1");

    assertEquals(0, first.code(), first.err());
    assertEquals(0, second.code(), second.err());
    assertTrue(third.out().contains("request-2"), third.out());
    assertTrue(third.out().contains("3 golden requests"), third.out());
    assertTrue(
        Files.readString(project.resolve("slipway.yaml")).contains("golden: golden.json"),
        Files.readString(project.resolve("slipway.yaml")));
    assertEquals(
        """
        {"cases": [
          {"id":"request-1","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1.0,2.0,3.0,4.0]}]},"response":{"model_name":"made","outputs":[{"name":"v3","datatype":"FP32","shape":[1,1],"data":[10.0]}]}},
          {"id":"named","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[0.0,0.0,2.0,1.0]}]},"response":{"model_name":"made","outputs":[{"name":"v3","datatype":"FP32","shape":[1,1],"data":[3.0]}]}},
          {"id":"request-2","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1.0,1.0,1.0,1.0]}]},"response":{"model_name":"made","outputs":[{"name":"v3","datatype":"FP32","shape":[1,1],"data":[4.0]}]}}
        ]}
        """,
        Files.readString(project.resolve("golden.json")));
    assertEquals(
        3, Golden.parse(Files.readString(project.resolve("golden.json")), "golden").cases().size());
  }

  /// The service answers such a request with 400, so the bundle would fail its own verification.
  @Test
  void aRequestWhoseAnswerIsNotFiniteIsRefused() throws Exception {
    slipway.run("golden", "add", project, "--row", "a=1,b=2,c=3,d=4");
    String before = Files.readString(project.resolve("golden.json"));

    Slipway.Result result =
        slipway.run("golden", "add", project, "--row", "a=0,b=0,c=,d=1", "--id", "gap");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("golden.answer-not-finite"), result.err());
    assertEquals(before, Files.readString(project.resolve("golden.json")));
  }

  @Test
  void aFileThatIsNotNamedIsNotWrittenOver() throws Exception {
    Files.writeString(project.resolve("golden.json"), "mine");

    Slipway.Result result = slipway.run("golden", "add", project, "--row", "a=1,b=2,c=3,d=4");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("slipway.yaml does not name"), result.err());
    assertEquals("mine", Files.readString(project.resolve("golden.json")));
  }

  @Test
  void aRequestThatTheModelRefusesChangesNothing() throws Exception {
    Path request =
        Files.writeString(
            folder.resolve("request.json"),
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}");

    Slipway.Result result = slipway.run("golden", "add", project, "--request", request);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("golden.model-failed"), result.err());
    assertTrue(Files.notExists(project.resolve("golden.json")));
  }

  /// A picture becomes a request as `model.image` states, in a size that the model leaves open.
  @Test
  void aPictureIsRecordedAsItIsPrepared() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.write(
        pictures.resolve("model.onnx"), PredictPictureTest.meanOfEachChannel().toByteArray());
    Files.writeString(
        pictures.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: pictures
        version: 1.0.0
        model:
          file: model.onnx
          image: {layout: NCHW, mean: [0, 0, 0], std: [1, 1, 1]}
        """);
    Path red = folder.resolve("red.png");
    var image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32; i++) {
      image.setRGB(i % 8, i / 8, 0xff0000);
    }
    ImageIO.write(image, "png", red.toFile());

    Slipway.Result added = slipway.run("golden", "add", pictures, "--image", red, "--size", "2x2");

    assertEquals(0, added.code(), added.err());
    assertEquals(
        """
        {"cases": [
          {"id":"request-1","request":{"inputs":[{"name":"pixels","datatype":"FP32","shape":[1,3,2,2],"data":[1.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0]}]},"response":{"model_name":"pictures","outputs":[{"name":"means","datatype":"FP32","shape":[1,3,1,1],"data":[1.0,0.0,0.0]}]}}
        ]}
        """,
        Files.readString(pictures.resolve("golden.json")));
  }

  /// Texts become a request each, by the model's own tokens.
  @Test
  void textsAreRecordedAsTheirTokens() throws Exception {
    Path texts = Files.createDirectory(folder.resolve("texts"));
    Files.write(texts.resolve("model.onnx"), PredictTextTest.echo(-1).toByteArray());
    Files.writeString(texts.resolve("vocab.txt"), PredictTextTest.WORDS);
    Files.writeString(
        texts.resolve("slipway.yaml"),
        "apiVersion: slipway.dev/v1\nname: texts\nversion: 1.0.0\nmodel: {file: model.onnx}\n");

    Slipway.Result added =
        slipway.run("golden", "add", texts, "--text", "How deep is the sea?", "--text", "how");

    assertEquals(0, added.code(), added.err());
    String golden = Files.readString(texts.resolve("golden.json"));
    assertEquals(2, Golden.parse(golden, "golden").cases().size());
    assertTrue(golden.contains("\"shape\":[1,8],\"data\":[2,4,5,6,7,8,10,3]"), golden);
    assertTrue(golden.contains("\"shape\":[1,3],\"data\":[2,4,3]"), golden);
  }
}
