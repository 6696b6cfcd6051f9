// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Looks at what is to be measured before a process is started for it.
final class GivenModels {

  private GivenModels() {}

  static void check(Path model) throws ProblemException {
    if (!Files.isRegularFile(model)) {
      throw Problem.input(
              "profile.no-model",
              "There is no model file " + model,
              "It was moved or deleted, or the path is misspelt",
              "Give the path of an ONNX file")
          .asException();
    }
  }

  /// Whether the file is still the one that was meant.
  static void check(Path model, Sha256 sha256) throws ProblemException {
    check(model);
    Sha256 now = hash(model);
    if (!now.equals(sha256)) {
      throw Problem.input(
              "profile.model-changed",
              "The model file " + model + " is not the one that was measured",
              "It was " + sha256.brief() + " then and is " + now.brief() + " now",
              "Put the old file back, or measure the new one: slipway profile")
          .asException();
    }
  }

  static void checkRows(List<Map<String, Tensor>> rows) throws ProblemException {
    if (rows.isEmpty()) {
      throw Problem.input(
              "profile.no-rows",
              "There is nothing to send to the model",
              "No rows were given, and what a model takes depends on what it is sent",
              "Give a data file or a golden file in slipway.yaml")
          .asException();
    }
  }

  private static Sha256 hash(Path model) throws ProblemException {
    try {
      return Sha256.of(model);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "profile.model-unreadable",
              "The model file " + model + " cannot be read",
              String.valueOf(e.getMessage()),
              "Check that the file is whole and that you may read it"),
          e);
    }
  }
}
