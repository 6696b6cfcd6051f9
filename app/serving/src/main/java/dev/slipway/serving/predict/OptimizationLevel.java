// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

/// How far ONNX Runtime may rewrite the graph when it loads a model.
public enum OptimizationLevel {
  NONE,
  BASIC,
  EXTENDED,
  /// Everything, with layouts chosen for the machine that loads the model.
  ALL
}
