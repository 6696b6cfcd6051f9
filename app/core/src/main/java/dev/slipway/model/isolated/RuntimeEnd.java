// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import java.util.Optional;

/// The ways a model's process may end, in words that [dev.slipway.model.RuntimeRefusal] knows.
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

  /// Which of them a text tells of.
  static Optional<RuntimeEnd> of(String text) {
    for (RuntimeEnd end : values()) {
      if (text.startsWith(end.what)) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  /// The detail again.
  String detail(String text) {
    return text.substring(what.length() + 2);
  }
}
