// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.trees.NotConvertible;
import java.util.Map;
import java.util.Optional;

/// Which estimators are known, by the names of their classes: the modules that scikit-learn keeps
/// them in are private and move from version to version.
public final class Estimators {

  /// What helps with whatever has no converter here.
  public static final String REMEDY =
      "Let Python convert it, where it was trained: slipway import MODEL --python"
          + " .venv/bin/python.";

  private static final String OWN = "sklearn";

  /// Letters of the longest path: a file may hold an estimator that is within itself.
  private static final int LONGEST_PATH = 2000;

  /// Estimators that are read: a file may hold a few of which each is in the next one twice.
  private static final int MOST = 100_000;

  private final Map<String, Reader> known;
  private int count;

  /// Reads one kind of estimator.
  @FunctionalInterface
  public interface Reader {
    /// @param within reads what a fitted estimator is made of, where that is estimators again
    /// @throws MalformedException when an attribute is not what it should be
    /// @throws NotConvertible when it is sound, and uses what has no ONNX form here
    Estimator read(Instance fitted, Estimators within) throws MalformedException, NotConvertible;
  }

  /// @param known by class name, as in `StandardScaler`; those of other libraries behind the name
  ///   of the library, as in `xgboost.XGBClassifier`
  public Estimators(Map<String, Reader> known) {
    this.known = Map.copyOf(known);
  }

  /// The estimator that an object is.
  public Estimator read(Instance fitted) throws MalformedException, NotConvertible {
    if (fitted.path().length() > LONGEST_PATH) {
      throw new MalformedException("its estimators are nested too deep", false);
    }
    if (++count > MOST) {
      throw new MalformedException("it comes to more than %d estimators".formatted(MOST), false);
    }
    Optional<Reader> reader = reader(fitted);
    if (reader.isEmpty()) {
      throw unknown(fitted);
    }
    return reader.get().read(fitted, this);
  }

  public Transformer transformer(Instance fitted) throws MalformedException, NotConvertible {
    if (read(fitted) instanceof Transformer transformer) {
      return transformer;
    }
    throw refused(fitted, "no transformer");
  }

  public Regressor regressor(Instance fitted) throws MalformedException, NotConvertible {
    if (read(fitted) instanceof Regressor regressor) {
      return regressor;
    }
    throw refused(fitted, "no regressor");
  }

  public Classifier classifier(Instance fitted) throws MalformedException, NotConvertible {
    if (read(fitted) instanceof Classifier classifier) {
      return classifier;
    }
    throw refused(fitted, "no classifier of one class a row");
  }

  /// Whether there is a reader for objects of a class.
  public boolean knows(Instance fitted) {
    return reader(fitted).isPresent();
  }

  /// That an estimator, or a way it is set up, has no ONNX form here.
  ///
  /// @param what as in "bootstrap of rows"; empty for the estimator as such
  public static NotConvertible refused(Instance fitted, String what) {
    return refused(fitted, what, REMEDY);
  }

  /// @param remedy what helps where Python's converters do not do it either
  public static NotConvertible refused(Instance fitted, String what, String remedy) {
    String at = fitted.path().isEmpty() ? "" : " at " + fitted.path();
    String who = fitted.type().qualified() + at;
    return new NotConvertible(what.isEmpty() ? who : who + " (" + what + ")", remedy);
  }

  private Optional<Reader> reader(Instance fitted) {
    String library = fitted.type().module().split("\\.", 2)[0];
    String name = fitted.type().name();
    return Optional.ofNullable(known.get(library.equals(OWN) ? name : library + "." + name));
  }

  private static NotConvertible unknown(Instance fitted) {
    return refused(fitted, "");
  }
}
