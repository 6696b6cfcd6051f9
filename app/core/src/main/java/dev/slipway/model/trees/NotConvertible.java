// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.io.Serial;

/// A sound file that uses something which has no ONNX form here.
public final class NotConvertible extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final String remedy;

  /// @param feature what stands in the way, as the file writes it
  public NotConvertible(String feature, String remedy) {
    super(feature);
    this.remedy = remedy;
  }

  public String feature() {
    return String.valueOf(getMessage());
  }

  public String remedy() {
    return remedy;
  }
}
