// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A model's bytes with the names that `slipway.yaml` states: of its classes under `model.labels`,
/// of its columns under `model.features`.
public final class LabelledModel {

  private static final String FEATURES = "slipway.features";

  private static final long LARGEST = 1L << 30;

  private LabelledModel() {}

  /// @param labels in the order of the scores; empty where none are stated
  /// @param features in the order of the one input; empty where none are stated
  /// @throws ProblemException when the model scores another number of classes, takes another number
  ///   of columns, or is too large to be written again
  public static byte[] of(ModelFile file, List<String> labels, List<String> features)
      throws ProblemException {
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
    ModelProto named = features.isEmpty() ? model : columns(model, features);
    Optional<Integer> scored = NamedClasses.scored(model);
    if (!labels.isEmpty() && scored.isPresent() && scored.get() != labels.size()) {
      throw Problem.input(
              "model.labels-differ",
              "The model scores %d classes, and model.labels names %d"
                  .formatted(scored.get(), labels.size()),
              "slipway.yaml says: " + String.join(", ", labels) + ".",
              "Name each class once, in the order of the model's scores: that of class 0 first.")
          .asException();
    }
    return (labels.isEmpty() ? named : NamedClasses.in(named, labels)).toByteArray();
  }

  private static ModelProto columns(ModelProto model, List<String> features)
      throws ProblemException {
    Set<String> constants =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        model.getGraph().getInputList().stream()
            .filter(input -> !constants.contains(input.getName()))
            .toList();
    List<TensorShapeProto.Dimension> axes =
        inputs.size() == 1
            ? inputs.getFirst().getType().getTensorType().getShape().getDimList()
            : List.of();
    boolean fits =
        axes.size() == 2
            && (!axes.getLast().hasDimValue() || axes.getLast().getDimValue() == features.size());
    if (!fits) {
      throw Problem.input(
              "model.features-differ",
              "The model does not take the %d columns under model.features"
                  .formatted(features.size()),
              inputs.size() == 1 && axes.size() == 2
                  ? "Its input takes %d.".formatted(axes.getLast().getDimValue())
                  : "It has no single input of rows and columns.",
              "Name each column once, in the order of the input; or take features out of"
                  + " slipway.yaml.")
          .asException();
    }
    var named = model.toBuilder();
    for (int i = named.getMetadataPropsCount() - 1; i >= 0; i--) {
      if (named.getMetadataProps(i).getKey().equals(FEATURES)) {
        named.removeMetadataProps(i);
      }
    }
    named.addMetadataPropsBuilder().setKey(FEATURES).setValue(Json.line(features));
    return named.build();
  }

  private static ProblemException beside(String why) {
    return Problem.input(
            "model.labels-unwritable",
            "The names in slipway.yaml cannot be written into the model",
            why,
            "Take labels and features out of slipway.yaml, and write them into the model's metadata"
                + " where it is exported, as slipway.labels and slipway.features: a JSON array of"
                + " texts each.")
        .asException();
  }
}
