// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.model.Signature;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Made-up inputs that a model of others really takes, found by asking it. Free dimensions get
/// sizes that their names suggest; where the model refuses, what it says of sizes is followed, and
/// else other sizes are tried that networks for sound, images and text are built for.
public final class SuitingInputs {

  private static final long[] SIZES = {
    1, 16, 128, 512, 224, 256, 576, 640, 1024, 1536, 32, 64, 400
  };
  private static final int MOST_TRIES = 40;
  private static final long MOST_VALUES = 50_000_000;

  private static final Pattern EXPECTED =
      Pattern.compile(
          "Got invalid dimensions for input: (\\S+) for the following indices"
              + "[\\s\\S]*?index: (\\d+) Got: \\d+ Expected: (\\d+)");

  private final Predictor predictor;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Signature signature;
  private final InputValues values;

  private SuitingInputs(Predictor predictor, Signature signature, long seed) {
    this.predictor = predictor;
    this.signature = signature;
    this.values = new InputValues(seed);
    signature.inputs().forEach(input -> shapes.put(input.name(), guess(input)));
  }

  /// One request that the model answers.
  ///
  /// @throws ProblemException that says what the model said last, when nothing suits it
  public static Map<String, Tensor> find(Predictor predictor, Signature signature, long seed)
      throws ProblemException {
    return new SuitingInputs(predictor, signature, seed).find();
  }

  private Map<String, Tensor> find() throws ProblemException {
    int size = 0;
    String said = "";
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Map<String, Tensor> request = request();
      try {
        predictor.predict(request);
        return request;
      } catch (InferenceException e) {
        Problem problem = RuntimeRefusal.explain(e, "the model");
        said = e.reason();
        if (isFinal(problem) || (!follow(said) && size == SIZES.length)) {
          throw unsuited(said);
        }
        if (!EXPECTED.matcher(said).find()) {
          size(SIZES[size++]);
        }
      }
    }
    throw unsuited(said);
  }

  private static boolean isFinal(Problem problem) {
    return List.of("model.crashes-the-runtime", "model.too-slow").contains(problem.code().id());
  }

  /// Takes the size that the model says it expects.
  private boolean follow(String said) {
    Matcher expected = EXPECTED.matcher(said);
    if (!expected.find()) {
      return false;
    }
    long[] shape = shapes.get(expected.group(1));
    int axis = Integer.parseInt(expected.group(2));
    if (shape == null || axis >= shape.length) {
      return false;
    }
    shape[axis] = Long.parseLong(expected.group(3));
    return true;
  }

  /// Gives each free last axis of real numbers this size.
  private void size(long size) {
    for (TensorSpec input : signature.inputs()) {
      long[] shape = shapes.getOrDefault(input.name(), new long[0]);
      int last = shape.length - 1;
      boolean free = last > 0 && input.shape().get(last) instanceof Dimension.Dynamic;
      if (free && input.datatype().isFloatingPoint()) {
        shape[last] = size;
      }
    }
  }

  private Map<String, Tensor> request() throws ProblemException {
    Map<String, Tensor> request = new LinkedHashMap<>();
    for (TensorSpec input : signature.inputs()) {
      long[] shape = shapes.getOrDefault(input.name(), new long[0]);
      double count = 1;
      for (long size : shape) {
        count *= size;
      }
      if (count > MOST_VALUES) {
        throw unsuited("Input '" + input.name() + "' has the shape " + Shapes.text(shape) + ".");
      }
      request.put(input.name(), values.of(input, shape));
    }
    return request;
  }

  private static long[] guess(TensorSpec input) {
    return IntStream.range(0, input.shape().size())
        .mapToLong(axis ->
            switch (input.shape().get(axis)) {
              case Dimension.Fixed(long size) -> size;
              case Dimension.Dynamic(String name) -> guess(input, axis, name);
            })
        .toArray();
  }

  private static long guess(TensorSpec input, int axis, String name) {
    String low = name.toLowerCase(Locale.ROOT);
    boolean image = input.shape().size() == 4 && input.datatype().isFloatingPoint();
    if (low.contains("batch") || axis == 0) {
      return 1;
    }
    if (low.contains("past")) {
      return 0;
    }
    if (low.contains("height") || low.contains("width") || (image && axis >= 2)) {
      return 224;
    }
    if (low.contains("channel") || (image && axis == 1)) {
      return 3;
    }
    boolean row = low.contains("seq") || low.contains("length") || low.contains("token");
    return row ? 16 : 1;
  }

  private static ProblemException unsuited(String said) {
    return Problem.input(
            "data.no-suiting-input",
            "No made-up input suits the model",
            "It said last: " + said.lines().findFirst().orElse(""),
            "Give a real example: data.reference in slipway.yaml, or model.golden.")
        .asException();
  }
}
