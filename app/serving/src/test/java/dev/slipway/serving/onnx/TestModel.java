// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.onnx;

import dev.slipway.serving.tensor.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Builds an ONNX model node by node.
public final class TestModel {

  private final Proto graph = new Proto();
  private final Proto model = new Proto();

  public TestModel(String name) {
    graph.text(2, name);
    model.number(1, 8).text(2, "slipway-tests").number(5, 7);
    model.message(8, new Proto().text(1, "").number(2, 17));
  }

  /// Adds an operator; names are separated by spaces.
  public TestModel node(String operator, String inputs, String outputs) {
    return node(operator, inputs, outputs, new Proto[0]);
  }

  private TestModel node(String operator, String inputs, String outputs, Proto... attributes) {
    Proto node = new Proto();
    for (String input : inputs.split(" ")) {
      node.text(1, input);
    }
    for (String output : outputs.split(" ")) {
      node.text(2, output);
    }
    node.text(4, operator);
    for (Proto attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    return this;
  }

  /// A reader of texts: `input_ids` and `attention_mask`, both INT64 (batch, tokens), become a
  /// vector of three numbers each token, `last_hidden_state`, and their sum each text, `scores`.
  public static TestModel reader(int words) {
    Random random = new Random(9);
    return new TestModel("reader")
        .input("input_ids", DataType.INT64, "batch", "tokens")
        .input("attention_mask", DataType.INT64, "batch", "tokens")
        .weights("table", new long[] {words, 3}, gaussian(random, words * 3, 1))
        .wholes("axes", 1)
        .node("Gather", "table input_ids", "vectors")
        .castTo(DataType.FP32, "attention_mask", "mask")
        .wholes("last", 2)
        .node("Unsqueeze", "mask last", "own")
        .node("Mul", "vectors own", "last_hidden_state")
        .node("ReduceSum", "last_hidden_state axes", "scores", attribute("keepdims", 0))
        .output("last_hidden_state", DataType.FP32, "batch", "tokens", 3)
        .output("scores", DataType.FP32, "batch", 3);
  }

  /// The mean of each colour of pictures of 4 x 4 pixels, `pixels` FP32 (batch, 3, 4, 4) to
  /// `means`.
  ///
  /// @param batch a number, or a symbol for any
  public static TestModel colours(Object batch) {
    return new TestModel("colours")
        .input("pixels", DataType.FP32, batch, 3, 4, 4)
        .node("GlobalAveragePool", "pixels", "pooled")
        .node("Flatten", "pooled", "means")
        .output("means", DataType.FP32, batch, 3);
  }

  /// Adds a constant of INT64, a list.
  private TestModel wholes(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    graph.message(
        5, new Proto().number(1, values.length).number(2, 7).text(8, name).bytes(9, raw.array()));
    return this;
  }

  public TestModel castTo(DataType datatype, String input, String output) {
    return node("Cast", input, output, attribute("to", OnnxType.of(datatype)));
  }

  private static Proto attribute(String name, long value) {
    return new Proto().text(1, name).number(3, value).number(20, 2);
  }

  /// Dimensions are numbers, symbols, or `?` for an unnamed dynamic one.
  public TestModel input(String name, DataType datatype, Object... shape) {
    graph.message(11, valueInfo(name, datatype, shape));
    return this;
  }

  /// Dimensions are numbers, symbols, or `?` for an unnamed dynamic one.
  public TestModel output(String name, DataType datatype, Object... shape) {
    graph.message(12, valueInfo(name, datatype, shape));
    return this;
  }

  /// A classifier as scikit-learn's converter writes it: `x` FP32 (n, classes) are scores that
  /// ZipMap turns into one map a row, `probabilities`.
  public static TestModel zipMap(String... classes) {
    TestModel model = new TestModel("classifier").input("x", DataType.FP32, "n", classes.length);
    Proto labels = new Proto().text(1, "classlabels_strings").number(20, 8);
    for (String label : classes) {
      labels.text(9, label);
    }
    Proto node = new Proto().text(1, "x").text(2, "probabilities").text(4, "ZipMap");
    model.graph.message(1, node.message(5, labels).text(7, "ai.onnx.ml"));
    model.model.message(8, new Proto().text(1, "ai.onnx.ml").number(2, 3));
    Proto value = new Proto().message(1, new Proto().number(1, OnnxType.of(DataType.FP32)));
    Proto map = new Proto().number(1, OnnxType.of(DataType.BYTES)).message(2, value);
    Proto sequence = new Proto().message(1, new Proto().message(5, map));
    Proto type = new Proto().message(4, sequence);
    model.graph.message(12, new Proto().text(1, "probabilities").message(2, type));
    return model;
  }

  private static Proto valueInfo(String name, DataType datatype, Object... shape) {
    Proto dimensions = new Proto();
    for (Object size : shape) {
      Proto dimension = new Proto();
      if (size instanceof Number number) {
        dimension.number(1, number.longValue());
      } else if (!size.equals("?")) {
        dimension.text(2, size.toString());
      }
      dimensions.message(1, dimension);
    }
    Proto tensor = new Proto().number(1, OnnxType.of(datatype)).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  /// Adds a constant of FP32.
  public TestModel weights(String name, long[] shape, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    Proto tensor = new Proto();
    for (long size : shape) {
      tensor.number(1, size);
    }
    graph.message(5, tensor.number(2, 1).text(8, name).bytes(9, raw.array()));
    return this;
  }

  public TestModel metadata(String key, String value) {
    model.message(14, new Proto().text(1, key).text(2, value));
    return this;
  }

  public Path writeTo(Path file) throws IOException {
    return Files.write(file, model.message(7, graph).toBytes());
  }

  /// A multilayer perceptron with ReLU between layers, softmax at the end and dynamic rows, from
  /// `input` to `probabilities`, both FP32.
  public static TestModel perceptron(int... sizes) {
    Random random = new Random(7);
    TestModel model = new TestModel("perceptron").input("input", DataType.FP32, "batch", sizes[0]);
    String from = "input";
    for (int layer = 1; layer < sizes.length; layer++) {
      int rows = sizes[layer - 1];
      int columns = sizes[layer];
      float scale = (float) Math.sqrt(2.0 / rows);
      model.weights(
          "w" + layer, new long[] {rows, columns}, gaussian(random, rows * columns, scale));
      model.weights("b" + layer, new long[] {columns}, gaussian(random, columns, 0.1f));
      model.node("Gemm", from + " w" + layer + " b" + layer, "z" + layer);
      boolean last = layer == sizes.length - 1;
      from = last ? "probabilities" : "a" + layer;
      model.node(last ? "Softmax" : "Relu", "z" + layer, from);
    }
    return model.output("probabilities", DataType.FP32, "batch", sizes[sizes.length - 1]);
  }

  /// A model of many equal steps, `input` (batch, 256) to `output`, about 0.1 ms for each ten.
  public static TestModel slow(int steps) {
    int width = 256;
    TestModel model = new TestModel("slow").input("input", DataType.FP32, "batch", width);
    float[] weights = gaussian(new Random(8), width * width, 1f / (float) Math.sqrt(width));
    model.weights("w", new long[] {width, width}, weights);
    String from = "input";
    for (int step = 1; step <= steps; step++) {
      String to = step == steps ? "output" : "x" + step;
      model.node("MatMul", from + " w", to);
      from = to;
    }
    return model.output("output", DataType.FP32, "batch", width);
  }

  private static float[] gaussian(Random random, int count, float scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * scale;
    }
    return values;
  }

  /// Gives its input back unchanged: `x` to `y`.
  public static TestModel identity(DataType datatype, Object... shape) {
    return new TestModel("identity")
        .input("x", datatype, shape)
        .node("Identity", "x", "y")
        .output("y", datatype, shape);
  }
}
