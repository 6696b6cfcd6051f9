// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// A model's bytes with the class names that `slipway.yaml` states under `model.labels`.
public final class LabelledModel {

  private static final long LARGEST = 1L << 30;

  private LabelledModel() {}

  /// @throws ProblemException when the model scores another number of classes, or is too large to
  ///   be written again
  public static byte[] of(ModelFile file, List<String> labels) throws ProblemException {
    if (file.size().count() > LARGEST) {
      throw beside("It is larger than 1 GiB.");
    }
    ModelProto model;
    try {
      model = ModelProto.parseFrom(Files.readAllBytes(file.path()));
    } catch (IOException e) {
      throw new ProblemException(beside(String.valueOf(e.getMessage())).problem(), e);
    }
    if (model.getGraph().getInitializerList().stream()
        .anyMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)) {
      throw beside("Its weights lie in files beside it.");
    }
    Optional<Integer> scored = NamedClasses.scored(model);
    if (scored.isPresent() && scored.get() != labels.size()) {
      throw Problem.input(
              "model.labels-differ",
              "The model scores %d classes, and model.labels names %d"
                  .formatted(scored.get(), labels.size()),
              "slipway.yaml says: " + String.join(", ", labels) + ".",
              "Name each class once, in the order of the model's scores: that of class 0 first.")
          .asException();
    }
    return NamedClasses.in(model, labels).toByteArray();
  }

  private static ProblemException beside(String why) {
    return Problem.input(
            "model.labels-unwritable",
            "The names under model.labels cannot be written into the model",
            why,
            "Take labels out of slipway.yaml, and write them into the model's metadata where it is"
                + " exported, as slipway.labels: a JSON array of texts.")
        .asException();
  }
}
