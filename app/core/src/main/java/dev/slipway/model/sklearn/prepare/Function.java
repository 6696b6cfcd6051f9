// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A function of each number (`FunctionTransformer`), where it is one of NumPy's that is known, or
/// none: a function of the user's own is code, which no reader runs.
record Function(int width, Optional<Ufunc> function, Optional<Ufunc> inverse)
    implements NumberStep, Invertible {

  /// How many numbers it takes where it does not say, as before 1.1.
  static final int ANY = -1;

  static Function read(Instance fitted) throws MalformedException, NotConvertible {
    int width = fitted.has("n_features_in_") ? fitted.whole("n_features_in_") : ANY;
    for (String own : List.of("kw_args", "inv_kw_args")) {
      if (fitted.has(own)
          && !(fitted.get(own) instanceof Value.Entries given && given.entries().isEmpty())) {
        throw Estimators.refused(fitted, own);
      }
    }
    return new Function(width, named(fitted, "func"), named(fitted, "inverse_func"));
  }

  /// The same for so many numbers.
  Function of(int width) {
    return new Function(width, function, inverse);
  }

  /// Hands on what it gets.
  static Function none(int width) {
    return new Function(width, Optional.empty(), Optional.empty());
  }

  private static Optional<Ufunc> named(Instance fitted, String attribute)
      throws NotConvertible, MalformedException {
    if (!fitted.has(attribute)) {
      return Optional.empty();
    }
    Value value = fitted.get(attribute);
    Optional<Ufunc> function = Ufunc.named(value);
    if (function.isEmpty()) {
      String what =
          value instanceof Value.Name name
              ? "function " + name.qualified()
              : "a function of its own";
      throw Estimators.refused(fitted, what);
    }
    return function;
  }

  /// Empty where it does not say: then whatever follows does.
  @Override
  public List<Taken> takes() {
    return Collections.nCopies(Math.max(0, width), Taken.NUMBER);
  }

  @Override
  public double[] of(double[] row) {
    return each(row, function);
  }

  @Override
  public double[] back(double[] row) {
    return each(row, inverse);
  }

  private static double[] each(double[] row, Optional<Ufunc> function) {
    return function.map(of -> Arrays.stream(row).map(of::of).toArray()).orElse(row);
  }

  @Override
  public Flow write(GraphWriter graph, Flow columns) throws NotConvertible {
    return Flow.numbers(write(graph, columns.numbers(graph, "a function")), columns.width());
  }

  @Override
  public String write(GraphWriter graph, String columns) {
    return function.map(of -> of.write(graph, columns)).orElse(columns);
  }

  @Override
  public String writeBack(GraphWriter graph, String columns) {
    return inverse.map(of -> of.write(graph, columns)).orElse(columns);
  }
}
