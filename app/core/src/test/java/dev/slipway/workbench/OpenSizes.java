// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.model.TinyOnnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Projects of models that leave sizes of a request open.
final class OpenSizes {

  private static final int FLOAT = 1;

  private OpenSizes() {}

  static String request(String input, String shape, int values) {
    var data = new StringBuilder();
    for (int i = 0; i < values; i++) {
      data.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.2f", i % 17 / 17.0));
    }
    return "{\"inputs\":[{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":[%s]}]}"
        .formatted(input, shape, data);
  }

  static Path project(Path folder, TinyOnnx graph, String more) throws Exception {
    Path project = Files.createDirectory(folder.resolve("project"));
    Files.write(project.resolve("model.onnx"), TinyOnnx.model(graph).toBytes());
    Files.writeString(
        project.resolve("slipway.yaml"),
        """
        apiVersion: slipway.dev/v1
        name: tried
        model: {file: model.onnx%s}
        objectives:
          latency: {p95: 800 ms}
          traffic: {average: 5/s, peak: 20/s}
          budget: 4000 USD/month
        release: {targets: [docker, model-card, runbook%s]}
        """
            .formatted(more, more.isEmpty() ? "" : ", triton, fastapi"));
    return project;
  }

  /// One whose holdout lacks values.
  static Path withGaps(Path folder) throws Exception {
    Path project = project(folder, imputing(), "");
    Path yaml = project.resolve("slipway.yaml");
    Files.writeString(yaml, Files.readString(yaml) + "data: {holdout: holdout.csv, label: y}\n");
    var rows = new StringBuilder("a,b,c,d,y\n");
    for (int i = 0; i < 240; i++) {
      rows.append(i % 2 == 0 ? i : "").append(",0.5,").append(i % 3 == 0 ? "" : 2).append(",1,0\n");
    }
    Files.writeString(project.resolve("holdout.csv"), rows);
    return project;
  }

  /// A convolution over pictures of any size, and the mean of what it finds.
  static TinyOnnx detector() {
    return TinyOnnx.graph(
            TinyOnnx.node("Conv", "image w", "found").ints("pads", 1, 1, 1, 1),
            TinyOnnx.node("GlobalAveragePool", "found", "y"))
        .initializer(TinyOnnx.floatTensor("w", 2, 3, 3, 3))
        .input(TinyOnnx.value("image", FLOAT, "batch", 3, "height", "width"))
        .output(TinyOnnx.value("y", FLOAT, "batch", 2, 1, 1));
  }

  /// Takes a missing value for 1, and sums up.
  static TinyOnnx imputing() {
    return TinyOnnx.graph(
            TinyOnnx.node("IsNaN", "x", "gaps"),
            TinyOnnx.node("Where", "gaps one x", "filled"),
            TinyOnnx.node("MatMul", "filled w", "y"))
        .initializer(TinyOnnx.floatTensor("one", 1))
        .initializer(TinyOnnx.floatTensor("w", 4, 1))
        .input(TinyOnnx.value("x", FLOAT, "batch", 4))
        .output(TinyOnnx.value("y", FLOAT, "batch", 1));
  }

  /// Pads a sound by its own mirror image, which needs more of it than is padded.
  static TinyOnnx windowed() {
    ByteBuffer pads = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    pads.putLong(8, 200).putLong(24, 200);
    TinyOnnx mirrored = TinyOnnx.node("Pad", "audio pads", "long");
    mirrored.bytes(5, TinyOnnx.message().text(1, "mode").text(4, "reflect").number(20, 3));
    return TinyOnnx.graph(
            mirrored,
            TinyOnnx.node("ReduceMean", "long", "y").ints("axes", 1).integer("keepdims", 1))
        .initializer(
            TinyOnnx.message().number(1, 4).number(2, 7).text(8, "pads").raw(9, pads.array()))
        .input(TinyOnnx.value("audio", FLOAT, "batch", "samples"))
        .output(TinyOnnx.value("y", FLOAT, "batch", 1));
  }

  /// Mirrors 20 tokens to both sides, so that it takes no text of fewer.
  static TinyOnnx mirrored() {
    ByteBuffer pads = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    pads.putLong(8, 20).putLong(24, 20);
    TinyOnnx longer = TinyOnnx.node("Pad", "input_ids pads", "long");
    longer.bytes(5, TinyOnnx.message().text(1, "mode").text(4, "reflect").number(20, 3));
    return TinyOnnx.graph(
            longer,
            TinyOnnx.node("Cast", "long", "real").integer("to", FLOAT),
            TinyOnnx.node("ReduceMean", "real", "y").ints("axes", 1).integer("keepdims", 1))
        .initializer(
            TinyOnnx.message().number(1, 4).number(2, 7).text(8, "pads").raw(9, pads.array()))
        .input(TinyOnnx.value("input_ids", 7, "batch", "sequence"))
        .output(TinyOnnx.value("y", FLOAT, "batch", 1));
  }
}
