// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.predict.InferenceException;

/// What is said of a converted model that is not kept.
public final class FailedConversion {

  private static final String REPORT =
      "Keep the file and report it: the conversion is at fault. Nothing was written.";

  private FailedConversion() {}

  /// That it cannot be asked anything.
  public static ProblemException notRun(InferenceException e) {
    return new ProblemException(
        Problem.input(
            "model.conversion-failed",
            "ONNX Runtime does not run the converted model",
            e.reason(),
            REPORT),
        e);
  }

  /// That its answers are not the original's.
  public static ProblemException differs(Parity parity) {
    return Problem.gate(
            "model.conversion-differs",
            "The converted model answers otherwise than the original",
            parity.inWords(Parity.TOLERANCE),
            REPORT)
        .asException();
  }
}
