// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a served ONNX model answers to rows.
public record ServedOutputs(Map<String, Tensor> outputs) {

  public static ServedOutputs of(byte[] onnx, List<double[]> rows) {
    try {
      Path file = Files.createTempFile("trees", ".onnx");
      try {
        Files.write(file, onnx);
        return of(file, rows);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ServedOutputs of(Path onnx, List<double[]> rows) {
    try (Predictor predictor = OrtPredictor.load(onnx, ModelSettings.withThreads(1))) {
      long[] shape = {rows.size(), rows.getFirst().length};
      double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
      Tensor input = Tensor.doubles(shape, all);
      if (predictor.inputs().getFirst().datatype() == DataType.FP32) {
        float[] floats = new float[all.length];
        for (int i = 0; i < all.length; i++) {
          floats[i] = (float) all[i];
        }
        input = Tensor.floats(shape, floats);
      }
      return new ServedOutputs(predictor.predict(Map.of("features", input)));
    } catch (InferenceException e) {
      throw new AssertionError(e.reason(), e);
    }
  }

  /// What it answers to rows of an ensemble, whose texts are places in the lists of those known.
  public static ServedOutputs of(byte[] onnx, TreeEnsemble.Input input, List<double[]> rows) {
    try {
      Path file = Files.createTempFile("trees", ".onnx");
      try {
        Files.write(file, onnx);
        try (Predictor predictor = OrtPredictor.load(file, ModelSettings.withThreads(1))) {
          return new ServedOutputs(predictor.predict(ModelRows.inputs(input, rows)));
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InferenceException e) {
      throw new AssertionError(e.reason(), e);
    }
  }

  /// The output's rows.
  public List<List<Double>> rows(String output) {
    Tensor tensor = output(output);
    int rows = (int) tensor.dimension(0);
    double[] values = tensor.toDoubles();
    int width = values.length / rows;
    List<List<Double>> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      all.add(Arrays.stream(values, row * width, (row + 1) * width).boxed().toList());
    }
    return all;
  }

  /// The first number of each row.
  public List<Double> first(String output) {
    return rows(output).stream().map(List::getFirst).toList();
  }

  public List<String> texts(String output) {
    return output(output).asStrings();
  }

  private Tensor output(String name) {
    return Objects.requireNonNull(outputs.get(name), name);
  }
}
