// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.ModelIntake;
import dev.slipway.workbench.project.BridgedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Both ends of the bridge: a model, and where its ONNX goes.
record BridgeEnds(Path model, Path onnx) {

  /// What an intake says of files that only other programs load.
  private static final Set<String> FOREIGN = Set.of("model.not-onnx", "model.unknown-format");

  /// Refuses a model that is ONNX already, and a place that is taken by anything but an earlier
  /// crossing.
  void require(BridgedModels known) throws ProblemException {
    if (isOnnx()) {
      throw Problem.input(
              "bridge.not-needed",
              model + " is an ONNX model already",
              "The bridge is for models that only Python can load.",
              "Give it to Slipway as it is: " + Shell.line("slipway", "inspect", model))
          .asException();
    }
    requireFree(known);
  }

  /// Refuses a place that is taken by anything but an earlier crossing.
  void requireFree(BridgedModels known) throws ProblemException {
    if (Files.exists(onnx) && known.find(onnx).isEmpty()) {
      throw Problem.input(
              "bridge.exists",
              "There is a " + onnx + " already",
              "It did not come over the bridge, or has changed since; it is not replaced.",
              "Name another file with --onnx, or move this one away.")
          .asException();
    }
  }

  private boolean isOnnx() throws ProblemException {
    try {
      return ModelIntake.open(model).format() == ModelFormat.ONNX;
    } catch (ProblemException e) {
      if (FOREIGN.contains(e.problem().code().id())) {
        return false;
      }
      throw e;
    }
  }
}
