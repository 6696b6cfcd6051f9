// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

/// The file format of a trained model.
public enum ModelFormat {
  ONNX,
  /// What Tribuo's `serializeToFile` writes; it becomes ONNX before anything else.
  TRIBUO,
  /// What XGBoost saves as JSON or UBJSON; likewise.
  XGBOOST,
  /// What LightGBM saves as text; likewise.
  LIGHTGBM,
  /// A pickle, a joblib dump or a skops file, as scikit-learn's models are kept in; likewise.
  SKLEARN,
  /// What CatBoost saves as CBM or JSON; likewise.
  CATBOOST,
  /// What H2O saves as a MOJO; likewise.
  H2O
}
