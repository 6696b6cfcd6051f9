// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.tensor.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// The models and requests that are measured, in a folder of the run.
record Payloads(Path folder) {

  static final int FEATURES = 30;
  private static final int PIXELS = 3 * 224 * 224;

  Path smallModel() throws IOException {
    return TestModel.perceptron(FEATURES, 64, 2).writeTo(folder.resolve("small.onnx"));
  }

  Path mediumModel() throws IOException {
    return TestModel.perceptron(FEATURES, 512, 512, 512, 512, 2)
        .writeTo(folder.resolve("medium.onnx"));
  }

  Path imageModel() throws IOException {
    return new TestModel("image")
        .input("input", DataType.FP32, "batch", 3, 224, 224)
        .node("GlobalAveragePool", "input", "output")
        .output("output", DataType.FP32, "batch", 3, 1, 1)
        .writeTo(folder.resolve("image.onnx"));
  }

  /// One row for the small and the medium model.
  static String row() {
    return "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,30],\"datatype\":\"FP32\",\"data\":[%s]}]}"
        .formatted(numbers(FEATURES));
  }

  Path rowScript() throws IOException {
    return script("row.lua", row(), "");
  }

  Path imageScript() throws IOException {
    return script(
        "image.lua",
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3,224,224],\"datatype\":\"FP32\",\"data\":[%s]}]}"
            .formatted(numbers(PIXELS)),
        "");
  }

  /// The image as raw bytes behind a JSON head.
  Path rawImageScript() throws IOException {
    String json =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3,224,224],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%d}}]}"
            .formatted(4 * PIXELS);
    return script(
        "raw.lua",
        json,
        "wrk.headers[\"Inference-Header-Content-Length\"]=\"%d\"\nwrk.body=wrk.body .. string.rep(\"\\0\\0\\128\\63\", %d)\n"
            .formatted(json.length(), PIXELS));
  }

  /// How rows of `feature_0` to `feature_29` become the small or the medium model's input.
  Path preparation() throws IOException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      columns.add("{\"name\":\"feature_%d\",\"tensor\":\"input\",\"index\":%d}".formatted(i, i));
    }
    return Files.writeString(
        folder.resolve("preparation.json"),
        "{\"columns\":[%s],\"labels\":[\"no\",\"yes\"]}".formatted(String.join(",", columns)));
  }

  Path tensorScript(int rows) throws IOException {
    return script(
        "tensor-" + rows + ".lua",
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,30],\"datatype\":\"FP32\",\"data\":[%s]}]}"
            .formatted(rows, numbers(rows * FEATURES)),
        "");
  }

  Path namedScript(int rows) throws IOException {
    String[] values = numbers(rows * FEATURES).split(",");
    List<String> records = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < FEATURES; i++) {
        members.add("\"feature_%d\":%s".formatted(i, values[row * FEATURES + i]));
      }
      records.add("{" + String.join(",", members) + "}");
    }
    return script(
        "named-" + rows + ".lua", "{\"rows\":[%s]}".formatted(String.join(",", records)), "");
  }

  private static String numbers(int count) {
    Random random = new Random(3);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(String.format(Locale.ROOT, "%.4f", random.nextGaussian()));
    }
    return String.join(",", values);
  }

  /// For wrk.
  private Path script(String name, String body, String more) throws IOException {
    String script =
        """
        wrk.method="POST"
        wrk.headers["Content-Type"]="application/json"
        wrk.body='%s'
        %s
        """
            .formatted(body, more);
    return Files.writeString(folder.resolve(name), script);
  }
}
