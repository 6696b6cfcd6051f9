// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.trees.NotConvertible;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which estimators of scikit-learn are known, by the names of their classes: the modules that they
/// live in are private and move from version to version.
public final class Estimators {

  /// What helps with whatever has no converter here.
  static final String REMEDY =
      "Let Python convert it, where it was trained: slipway import MODEL --python"
          + " .venv/bin/python.";

  /// Reads one kind of estimator.
  @FunctionalInterface
  interface Reader {
    /// @throws MalformedException when an attribute is not what it should be
    /// @throws NotConvertible when it is sound, and uses what has no ONNX form here
    Estimator read(Instance fitted) throws MalformedException, NotConvertible;
  }

  private static final Map<String, Reader> KNOWN =
      Stream.<Map<String, Reader>>of(Map.of())
          .flatMap(family -> family.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Estimators() {}

  /// The estimator that an object is.
  static Estimator read(Instance fitted) throws MalformedException, NotConvertible {
    Optional<Reader> reader = reader(fitted);
    if (reader.isEmpty()) {
      throw unknown(fitted);
    }
    return reader.get().read(fitted);
  }

  private static Optional<Reader> reader(Instance fitted) {
    return fitted.type().module().startsWith("sklearn.")
        ? Optional.ofNullable(KNOWN.get(fitted.type().name()))
        : Optional.empty();
  }

  private static NotConvertible unknown(Instance fitted) {
    String at = fitted.path().isEmpty() ? "" : " at " + fitted.path();
    return new NotConvertible(fitted.type().qualified() + at, REMEDY);
  }
}
