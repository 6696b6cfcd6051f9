// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.lightgbm.LightgbmModel;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Estimator;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.xgboost.XgboostModel;
import java.util.List;
import java.util.Optional;

/// XGBoost's and LightGBM's own estimators for scikit-learn: within is the library's model, as it
/// would be in a file of its own.
final class Boosters {

  private Boosters() {}

  static Estimator xgboost(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Instance booster = fitted.instance("_Booster");
    if (!(booster.get("handle") instanceof Value.Binary bytes)) {
      throw booster.lacks("handle", "holds no model");
    }
    Original model = XgboostModel.pickled(bytes.bytes());
    double missing = fitted.has("missing") ? fitted.real("missing") : Double.NaN;
    return of(fitted, model, labels(fitted, "classes_", "_le"), missing);
  }

  static Estimator lightgbm(Instance fitted, Estimators within)
      throws MalformedException, NotConvertible {
    Instance booster = fitted.instance("_Booster");
    Optional<Value> categories = booster.find("pandas_categorical");
    if (categories.flatMap(Instance::items).filter(list -> !list.isEmpty()).isPresent()) {
      throw Estimators.refused(fitted, "categories of pandas, which only its own code maps");
    }
    // "handle" before 4.0
    String text = booster.text(booster.has("_handle") ? "_handle" : "handle");
    int best = booster.has("best_iteration") ? booster.whole("best_iteration") : 0;
    Original model = LightgbmModel.pickled(text, best);
    return of(fitted, model, labels(fitted, "_classes", "_le"), Double.NaN);
  }

  /// Names of the classes; empty where they are 0, 1, ...
  private static List<Cell> labels(Instance fitted, String attribute, String encoder)
      throws MalformedException {
    if (fitted.has(attribute)) {
      return Labels.of(fitted, attribute);
    }
    if (fitted.has(encoder) && fitted.instance(encoder).has("classes_")) {
      return Labels.of(fitted.instance(encoder), "classes_");
    }
    return List.of();
  }

  private static Estimator of(Instance fitted, Original model, List<Cell> labels, double missing)
      throws MalformedException, NotConvertible {
    var booster = new Booster(model, missing);
    boolean names = fitted.type().name().endsWith("Classifier");
    return switch (model.ensemble().outcome()) {
      case Outcome.Classes classes -> {
        int size = classes.labels().size();
        if (!labels.isEmpty() && labels.size() != size) {
          throw fitted.lacks("_Booster", "has other classes than the whole");
        }
        yield new BoosterClassifier(
            booster, classes, labels.isEmpty() ? Labels.encoded(size) : labels);
      }
      case Outcome.Numbers numbers -> {
        if (names) {
          throw Estimators.refused(fitted, "an objective that gives no classes");
        }
        yield new BoosterRegressor(booster, numbers.link());
      }
    };
  }
}
