// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.sklearn.Estimators.Reader;
import java.util.HashMap;
import java.util.Map;

/// Readers of this family.
public final class EnsemblesKnown {

  private EnsemblesKnown() {}

  public static Map<String, Reader> known() {
    Map<String, Reader> known = new HashMap<>();
    known.putAll(trees());
    known.putAll(ensembles());
    known.putAll(targets());
    known.putAll(choices());
    known.putAll(libraries());
    return Map.copyOf(known);
  }

  private static Map<String, Reader> trees() {
    return Map.of(
        "DecisionTreeClassifier", Forests::classifier,
        "ExtraTreeClassifier", Forests::classifier,
        "RandomForestClassifier", Forests::classifier,
        "ExtraTreesClassifier", Forests::classifier,
        "DecisionTreeRegressor", Forests::regressor,
        "ExtraTreeRegressor", Forests::regressor,
        "RandomForestRegressor", Forests::regressor,
        "ExtraTreesRegressor", Forests::regressor,
        "IsolationForest", Isolation::read);
  }

  private static Map<String, Reader> ensembles() {
    Map<String, Reader> known = new HashMap<>();
    known.put("GradientBoostingClassifier", GradientBoosting::classifier);
    known.put("GradientBoostingRegressor", GradientBoosting::regressor);
    known.put("HistGradientBoostingClassifier", HistogramBoosting::classifier);
    known.put("HistGradientBoostingRegressor", HistogramBoosting::regressor);
    known.put("AdaBoostClassifier", AdaBoost::read);
    known.put("AdaBoostRegressor", AdaBoostMedian::read);
    known.put("BaggingClassifier", Bagging::classifier);
    known.put("BaggingRegressor", Bagging::regressor);
    known.put("VotingClassifier", Voting::classifier);
    known.put("VotingRegressor", Voting::regressor);
    known.put("StackingClassifier", Stacking::classifier);
    known.put("StackingRegressor", Stacking::regressor);
    known.put("CalibratedClassifierCV", Calibrated::read);
    known.put("IsotonicRegression", Curve::regressor);
    return known;
  }

  private static Map<String, Reader> targets() {
    return Map.of(
        "MultiOutputRegressor", Targets::beside,
        "RegressorChain", Targets::chained,
        "MultiOutputClassifier", Tags::beside,
        "ClassifierChain", Tags::chained,
        "OneVsRestClassifier", OneVsRest::read,
        "OneVsOneClassifier", OneVsOne::read,
        "_ConstantPredictor", Constant::read);
  }

  /// What holds the estimator that answers.
  private static Map<String, Reader> choices() {
    Reader best = (fitted, within) -> within.read(fitted.instance("best_estimator_"));
    Reader frozen = (fitted, within) -> within.read(fitted.instance("estimator"));
    return Map.of(
        "GridSearchCV", best,
        "RandomizedSearchCV", best,
        "HalvingGridSearchCV", best,
        "HalvingRandomSearchCV", best,
        "FrozenEstimator", frozen,
        "FixedThresholdClassifier", Thresholded::fixed,
        "TunedThresholdClassifierCV", Thresholded::tuned);
  }

  private static Map<String, Reader> libraries() {
    return Map.of(
        "xgboost.XGBClassifier", Boosters::xgboost,
        "xgboost.XGBRegressor", Boosters::xgboost,
        "xgboost.XGBRFClassifier", Boosters::xgboost,
        "xgboost.XGBRFRegressor", Boosters::xgboost,
        "xgboost.XGBRanker", Boosters::xgboost,
        "lightgbm.LGBMClassifier", Boosters::lightgbm,
        "lightgbm.LGBMRegressor", Boosters::lightgbm,
        "lightgbm.LGBMRanker", Boosters::lightgbm);
  }
}
