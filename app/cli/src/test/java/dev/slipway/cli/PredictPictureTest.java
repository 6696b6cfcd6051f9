// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.base.Json;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model that answers the mean of each channel is asked about a picture: the answer is
/// arithmetic.
final class PredictPictureTest {

  private static final int FLOAT = 1;

  @TempDir Path folder;
  private Slipway slipway;
  private Path model;
  private Path half;

  @BeforeEach
  void makeAModelAndAPicture() throws Exception {
    slipway = new Slipway(folder.resolve("home"));
    model = Files.write(folder.resolve("model.onnx"), meanOfEachChannel().toByteArray());
    // Left half red 255, right half blue 51
    var image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 20; y++) {
        image.setRGB(x, y, x < 20 ? 0xff0000 : 0x000033);
      }
    }
    half = folder.resolve("half.png");
    ImageIO.write(image, "png", half.toFile());
  }

  @Test
  void refusesToGuessHowThePictureIsNormalised() {
    Slipway.Result result = slipway.run("predict", model, "--image", half);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("predict.image-unstated"), result.err());
    assertTrue(result.err().contains("Missing: layout, mean, std"), result.err());
  }

  @Test
  void takesItFromOptionsOrFromTheProject() throws Exception {
    Slipway.Result options =
        slipway.run(
            "predict",
            model,
            "--image",
            half,
            "--layout",
            "NCHW",
            "--size",
            "40x20",
            "--mean",
            "0.5,0,0",
            "--std",
            "0.5,1,0.1",
            "--json");
    Files.writeString(
        folder.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: halves
        version: 1.0.0
        model:
          file: model.onnx
          image: {size: 40x20, layout: NCHW, mean: [0.5, 0, 0], std: [0.5, 1, 0.1]}
        """);
    Slipway.Result project = slipway.run("predict", folder, "--image", half, "--json");
    Slipway.Result other = slipway.run("predict", folder, "--image", half, "--mean", "0", "--json");

    assertEquals(List.of(0.0, 0.0, 1.0), answer(options));
    assertEquals(List.of(0.0, 0.0, 1.0), answer(project));
    assertEquals(List.of(1.0, 0.0, 1.0), answer(other));
  }

  @Test
  void wantsAPictureWhereItIsToldOfOne() {
    Slipway.Result result = slipway.run("predict", model, "--row", "a=1", "--mean", "0");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("predict.no-image"), result.err());
  }

  private static List<Double> answer(Slipway.Result result) throws Exception {
    assertEquals(0, result.code(), result.err());
    var data = Json.tree(result.out()).at("/outputs/0/data");
    return StreamSupport.stream(data.spliterator(), false)
        .flatMapToDouble(value -> DoubleStream.of(Math.round(value.asDouble() * 1e5) / 1e5))
        .boxed()
        .toList();
  }

  static ModelProto meanOfEachChannel() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("means")
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("GlobalAveragePool")
                        .addInput("pixels")
                        .addOutput("means"))
                .addInput(value("pixels", 3, -1, -1))
                .addOutput(value("means", 3, 1, 1)))
        .build();
  }

  private static ValueInfoProto value(String name, long... shape) {
    var axes = TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
    for (long size : shape) {
      axes.addDim(
          size < 0
              ? Dimension.newBuilder().setDimParam("side")
              : Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(axes)))
        .build();
  }
}
