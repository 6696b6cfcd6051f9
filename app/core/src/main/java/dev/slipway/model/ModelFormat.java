// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

/// What kind of file a trained model came in.
public enum ModelFormat {
  ONNX,
  /// What Tribuo's `serializeToFile` writes; it becomes ONNX before anything else.
  TRIBUO,
  /// What XGBoost saves as JSON or UBJSON; likewise.
  XGBOOST,
  /// What LightGBM saves as text; likewise.
  LIGHTGBM
}
