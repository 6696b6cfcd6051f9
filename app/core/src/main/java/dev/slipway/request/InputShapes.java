// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The shapes of requests: as the model fixes them, as the project states them, and made up where
/// nobody says. An axis of a name that is stated for one input has that size in all.
public final class InputShapes {

  private static final List<Long> ONE = List.of(1L);

  private final Signature signature;
  private final StatedShapes stated;
  private final StatedShapes usual;
  private final Map<String, List<Long>> bySymbol = new HashMap<>();

  private InputShapes(Signature signature, StatedShapes stated, StatedShapes usual) {
    this.signature = signature;
    this.stated = stated;
    this.usual = usual;
  }

  /// Where nothing is stated: what is left open is 1.
  public static InputShapes unstated(Signature signature) {
    return new InputShapes(signature, StatedShapes.NONE, StatedShapes.NONE);
  }

  /// What is left open is 1.
  ///
  /// @throws ProblemException where what is stated does not fit the model
  public static InputShapes of(Signature signature, StatedShapes stated) throws ProblemException {
    return of(signature, stated, StatedShapes.NONE);
  }

  /// @param usual sizes of what is left open
  /// @throws ProblemException where what is stated does not fit the model
  public static InputShapes of(Signature signature, StatedShapes stated, StatedShapes usual)
      throws ProblemException {
    var shapes = new InputShapes(signature, stated, usual);
    for (Map.Entry<String, List<List<Long>>> each : stated.byInput().entrySet()) {
      TensorSpec input =
          signature.inputs().stream()
              .filter(spec -> spec.name().equals(each.getKey()))
              .findFirst()
              .orElseThrow(() ->
                  misfit(
                      each.getKey(),
                      "The model has no such input; it takes "
                          + String.join(
                              ", ", signature.inputs().stream().map(TensorSpec::name).toList())
                          + "."));
      shapes.check(input, each.getValue());
    }
    if (!stated.isEmpty()) {
      shapes.requireTurns();
      shapes.requireSmall();
    }
    return shapes;
  }

  /// Requests have the sizes of an axis in turn: with lists of other lengths nobody could say which
  /// sizes go together, nor how often.
  private void requireTurns() throws ProblemException {
    int turns = 1;
    for (Map.Entry<String, List<List<Long>>> each : stated.byInput().entrySet()) {
      for (List<Long> sizes : each.getValue()) {
        if (sizes.size() > 1 && turns > 1 && sizes.size() != turns) {
          throw misfit(
              each.getKey(),
              "One of its axes has %d sizes, and another axis that is stated has %d. Requests have them in turn: the first of each, the second of each, and so on; write as many sizes for each such axis."
                  .formatted(sizes.size(), turns));
        }
        turns = Math.max(turns, sizes.size());
      }
    }
  }

  /// Sizes that are small one by one may be more together than an array holds.
  private void requireSmall() throws ProblemException {
    for (int turn = 0; turn < different(); turn++) {
      for (TensorSpec input : signature.inputs()) {
        if (values(input, turn) > StatedShapes.MOST_VALUES) {
          throw Problem.input(
                  "inputs.too-large",
                  "The input '%s' of the stated shape %s is too large"
                      .formatted(input.name(), Arrays.toString(shape(input, turn))),
                  "One input holds at most %,d values.".formatted(StatedShapes.MOST_VALUES),
                  "Correct model.inputs in slipway.yaml.")
              .asException();
        }
      }
    }
  }

  private void check(TensorSpec input, List<List<Long>> shape) throws ProblemException {
    if (shape.size() != input.shape().size()) {
      throw misfit(
          input.name(),
          "It has %d axes, and %d sizes are stated.".formatted(input.shape().size(), shape.size()));
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      List<Long> sizes = shape.get(axis);
      switch (input.shape().get(axis)) {
        case Dimension.Fixed(long size) -> {
          if (!sizes.equals(List.of(size))) {
            throw misfit(
                input.name(),
                "Its axis %d is %d in the model, and stated as %s."
                    .formatted(axis + 1, size, StatedShapes.yaml(List.of(sizes))));
          }
        }
        case Dimension.Dynamic(String symbol) -> {
          List<Long> before = symbol.isEmpty() ? sizes : bySymbol.put(symbol, sizes);
          if (before != null && !before.equals(sizes)) {
            throw misfit(
                input.name(),
                "Its axis %d is named %s in the model, and another size is stated for an axis of"
                        .formatted(axis + 1, symbol)
                    + " that name.");
          }
        }
      }
    }
  }

  private static ProblemException misfit(String input, String why) {
    return Problem.input(
            "inputs.misfit",
            "The shape stated for the input '" + input + "' does not fit the model",
            why,
            "Correct model.inputs in slipway.yaml; slipway inspect shows what the model takes.")
        .asException();
  }

  /// The shape of an input in one of many requests.
  ///
  /// @param request its number, from 0
  long[] shape(TensorSpec input, int request) {
    long[] shape = new long[input.shape().size()];
    for (int axis = 0; axis < shape.length; axis++) {
      List<Long> sizes = sizes(input, axis);
      shape[axis] = sizes.get(request % sizes.size());
    }
    return shape;
  }

  /// How many values an input has in one of many requests, be they more than an array holds.
  ///
  /// @param request its number, from 0
  double values(TensorSpec input, int request) {
    return Arrays.stream(shape(input, request)).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  private List<Long> sizes(TensorSpec input, int axis) {
    return switch (input.shape().get(axis)) {
      case Dimension.Fixed(long size) -> List.of(size);
      case Dimension.Dynamic(String symbol) -> {
        List<List<Long>> own = stated.byInput().get(input.name());
        if (own != null) {
          yield own.get(axis);
        }
        List<List<Long>> madeUp = usual.byInput().get(input.name());
        yield bySymbol.getOrDefault(symbol, madeUp == null ? ONE : madeUp.get(axis));
      }
    };
  }

  /// How many requests in turn have shapes of their own.
  int different() {
    int different = 1;
    for (TensorSpec input : signature.inputs()) {
      for (int axis = 0; axis < input.shape().size(); axis++) {
        different = Math.max(different, sizes(input, axis).size());
      }
    }
    return different;
  }

  /// Where requests of these shapes have their sizes from, when nobody recorded any.
  public InputSizes.Basis basis() {
    if (!open().isEmpty()) {
      return InputSizes.Basis.MADE_UP;
    }
    return stated.isEmpty() ? InputSizes.Basis.MODEL : InputSizes.Basis.STATED;
  }

  /// Axes whose size nobody says, so that it counts as 1.
  private List<FreeAxis> open() {
    List<FreeAxis> open = new ArrayList<>(FreeAxis.of(signature));
    open.removeIf(
        axis -> stated.byInput().containsKey(axis.input()) || bySymbol.containsKey(axis.symbol()));
    return open;
  }

  /// Whether a request has one of the shapes.
  public boolean fits(Map<String, Tensor> request) {
    for (int turn = 0; turn < different(); turn++) {
      if (fits(request, turn)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a request has the shapes of one turn.
  boolean fits(Map<String, Tensor> request, int turn) {
    return signature.inputs().stream()
        .allMatch(input -> {
          Tensor tensor = request.get(input.name());
          return tensor != null && Arrays.equals(tensor.shape(), shape(input, turn));
        });
  }

  Signature signature() {
    return signature;
  }
}
