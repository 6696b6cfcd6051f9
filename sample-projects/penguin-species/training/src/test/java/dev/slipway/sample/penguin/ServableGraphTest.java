// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// About the committed model file, which `RebuildSampleTest` shows to be the one that training
/// gives.
final class ServableGraphTest {

  @Test
  void answersAsTribuoDoesForEveryBird() throws Exception {
    Split split = Split.of(Committed.birds());
    SpeciesModel tribuo = SpeciesTrainer.train(split.train(), Setting.CHOSEN);
    List<Penguin> birds = Committed.birds().stream().filter(Penguin::isMeasured).toList();

    try (var onnx = new OnnxModel(Files.readAllBytes(Committed.MODEL))) {
      List<Answer> answers = onnx.answers(birds);

      assertEquals(342, answers.size());
      for (int i = 0; i < birds.size(); i++) {
        double[] expected = tribuo.probabilities(birds.get(i));
        List<Float> actual = answers.get(i).probabilities();
        assertArrayEquals(
            expected, actual.stream().mapToDouble(Float::doubleValue).toArray(), 1e-6);
        assertEquals(mostProbable(expected), answers.get(i).label(), "row " + birds.get(i).row());
      }
    }
  }

  @Test
  void declaresNamedInputAndOutputsWithAFreeBatch() throws Exception {
    var graph = ModelProto.parseFrom(Files.readAllBytes(Committed.MODEL)).getGraph();

    assertEquals(
        List.of("measurements FLOAT [batch, 4]"),
        graph.getInputList().stream().map(ServableGraphTest::describe).toList());
    assertEquals(
        List.of("probabilities FLOAT [batch, 3]", "label INT64 [batch]"),
        graph.getOutputList().stream().map(ServableGraphTest::describe).toList());
  }

  @Test
  void carriesWhatAToolNeedsToMapColumnsAndClasses() throws Exception {
    var model = ModelProto.parseFrom(Files.readAllBytes(Committed.MODEL));
    String trainedOn =
        Split.sha256(Files.readAllBytes(Committed.PROJECT.resolve("data/train.csv")));

    Map<String, String> metadata =
        model.getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));

    assertEquals(
        Map.of(
            "slipway.features",
            "[\"bill_length_mm\",\"bill_depth_mm\",\"flipper_length_mm\",\"body_mass_g\"]",
            "slipway.labels",
            "[\"Chinstrap\",\"Adelie\",\"Gentoo\"]",
            "trainer",
            "LinearSGDTrainer(objective=LogMulticlass,"
                + " optimiser=AdaGrad(initialLearningRate=1.0, epsilon=1.0E-6),"
                + " epochs=50, minibatchSize=1, seed=1)",
            "tribuo.version",
            "4.3.2",
            "training.data.sha256",
            trainedOn),
        metadata);
  }

  @Test
  void tellsNothingOfTheMachineItWasTrainedOn() throws Exception {
    String bytes = Files.readString(Committed.MODEL, StandardCharsets.ISO_8859_1);

    assertTrue(bytes.contains("training.data.sha256"));
    for (String trace : List.of("java-version", "os-name", "trained-at", "PROVENANCE", "/", "\\")) {
      assertFalse(bytes.contains(trace), trace);
    }
  }

  private static int mostProbable(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .reduce((best, i) -> probabilities[i] > probabilities[best] ? i : best)
        .orElseThrow();
  }

  private static String describe(ValueInfoProto value) {
    var tensor = value.getType().getTensorType();
    var type = TensorProto.DataType.forNumber(tensor.getElemType());
    Stream<String> dimensions =
        tensor.getShape().getDimList().stream().map(ServableGraphTest::describe);
    return value.getName() + " " + type + " " + dimensions.toList();
  }

  private static String describe(Dimension dimension) {
    return dimension.hasDimParam()
        ? dimension.getDimParam()
        : Long.toString(dimension.getDimValue());
  }
}
