// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

/// One value of a row on its way through a pipeline.
public sealed interface Cell {

  /// @param value NaN where there is none
  record Number(double value) implements Cell {}

  /// @param value empty where there is none: an ONNX text cannot be null
  record Text(String value) implements Cell {}
}
