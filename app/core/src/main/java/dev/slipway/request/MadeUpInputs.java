// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Inputs that fit a signature and mean nothing: for models that come without data.
public final class MadeUpInputs {

  /// The most values in all inputs together, so that an image model gets a few and a table many.
  private static final long MOST_VALUES = 200_000;

  private static final int MOST_INPUTS = 64;

  private MadeUpInputs() {}

  /// Every axis that the model leaves open is 1.
  public static List<Map<String, Tensor>> of(Signature signature, long seed) {
    return of(InputShapes.unstated(signature), seed);
  }

  /// @param seed the same seed makes the same inputs
  /// @return complete requests, between one and 64; as many of each shape, where shapes differ
  public static List<Map<String, Tensor>> of(InputShapes shapes, long seed) {
    var made = new InputValues(seed);
    List<Map<String, Tensor>> requests = new ArrayList<>();
    for (int i = 0; i < count(shapes); i++) {
      requests.add(request(shapes, made, i % shapes.different()));
    }
    return requests;
  }

  /// The first of them alone. Every axis that the model leaves open is 1.
  public static Map<String, Tensor> one(Signature signature, long seed) {
    return request(InputShapes.unstated(signature), new InputValues(seed), 0);
  }

  /// How many values that one has, be they more than can be made up.
  public static long values(Signature signature) {
    var shapes = InputShapes.unstated(signature);
    return (long) signature.inputs().stream().mapToDouble(input -> shapes.values(input, 0)).sum();
  }

  private static Map<String, Tensor> request(InputShapes shapes, InputValues made, int turn) {
    Map<String, Tensor> request = new LinkedHashMap<>();
    for (TensorSpec input : shapes.signature().inputs()) {
      request.put(input.name(), made.of(input, shapes.shape(input, turn)));
    }
    return request;
  }

  private static long values(InputShapes shapes, int turn) {
    return shapes.signature().inputs().stream()
        .mapToLong(input -> Shapes.elements(shapes.shape(input, turn)))
        .sum();
  }

  private static int count(InputShapes shapes) {
    int different = shapes.different();
    long values = 0;
    for (int turn = 0; turn < different; turn++) {
      values += values(shapes, turn);
    }
    long rounds = MOST_VALUES / Math.max(1, values);
    return different * Math.clamp(rounds, 1, Math.max(1, MOST_INPUTS / different));
  }
}
