// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

/// How a model's process may end, in words that [dev.slipway.model.RuntimeRefusal] knows.
enum RuntimeEnd {
  CRASH("ONNX Runtime crashed"),
  MEMORY("ONNX Runtime ran out of memory"),
  SLOW("ONNX Runtime took too long");

  private final String what;

  RuntimeEnd(String what) {
    this.what = what;
  }

  String text(String detail) {
    return what + ": " + detail;
  }
}
