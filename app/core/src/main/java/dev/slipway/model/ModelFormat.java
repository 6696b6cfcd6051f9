// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

/// What kind of file a trained model came in.
public enum ModelFormat {
  ONNX,
  /// What Tribuo's `serializeToFile` writes; it becomes ONNX before anything else.
  TRIBUO
}
