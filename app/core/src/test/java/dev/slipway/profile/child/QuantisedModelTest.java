// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Quantiser;
import dev.slipway.profile.Profile;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Quantised models really run, and answer nearly as before.
final class QuantisedModelTest {

  @TempDir Path folder;

  @Test
  void answersNearlyAsBeforeWithDenseLayersThatHaveABias() throws Exception {
    answersNearlyAsBefore(MadeModels.mlp(folder), 1, 16);
  }

  @Test
  void answersNearlyAsBeforeWithAttention() throws Exception {
    Path model = MadeModels.transformer(folder);

    Path small = answersNearlyAsBefore(model, 1, 32, 64);

    assertTrue(Files.size(small) < 0.35 * Files.size(model), Files.size(small) + " bytes");
  }

  @Test
  void leavesConvolutionsAsTheyAre() throws Exception {
    answersNearlyAsBefore(MadeModels.cnn(folder), 1, 3, 32, 32);
  }

  /// As PyTorch and old exporters write: each weight is an input too, which callers leave out.
  @Test
  void takesAModelThatListsItsWeightsAmongItsInputs() throws Exception {
    Path model = MadeModels.mlp(folder);
    var listed = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    listed
        .getGraph()
        .getInitializerList()
        .forEach(weight -> listed.getGraphBuilder().addInput(input(weight)));
    Files.write(model, listed.build().toByteArray());

    answersNearlyAsBefore(model, 1, 16);
  }

  private static ValueInfoProto input(TensorProto weight) {
    var value = ValueInfoProto.newBuilder().setName(weight.getName());
    var tensor = value.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(weight.getDataType());
    weight
        .getDimsList()
        .forEach(size -> tensor.getShapeBuilder().addDimBuilder().setDimValue(size));
    return value.build();
  }

  @Test
  void saysWhyAModelCannotBeQuantised() {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> Quantiser.quantised(new byte[] {8, 8}));

    assertEquals("model.not-quantised", refused.problem().code().id());
    assertTrue(refused.problem().why().contains("opset 0"), refused.problem().why());
  }

  private Path answersNearlyAsBefore(Path model, long... shape) throws Exception {
    Path small = folder.resolve("small.onnx");
    Files.write(small, Quantiser.quantised(Files.readAllBytes(model)));
    var settings = new Profile.Settings(1, "ALL", 1);
    var random = new Random(5);
    int size = 1;
    for (long dimension : shape) {
      size *= (int) dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    Map<String, Tensor> row = Map.of("x", Tensor.floats(shape, values));
    try (Predictor before = ModelLoading.load(model, settings);
        Predictor after = ModelLoading.load(small, settings)) {
      FloatBuffer expected = answer(before, row);
      FloatBuffer got = answer(after, row);
      float largest = 0;
      float apart = 0;
      for (int i = 0; i < expected.remaining(); i++) {
        largest = Math.max(largest, Math.abs(expected.get(i)));
        apart = Math.max(apart, Math.abs(expected.get(i) - got.get(i)));
      }
      assertTrue(apart > 0, "it was really quantised");
      assertTrue(apart <= 0.05 * largest, apart + " of " + largest);
    }
    return small;
  }

  private static FloatBuffer answer(Predictor predictor, Map<String, Tensor> row) throws Exception {
    return predictor.predict(row).values().iterator().next().data().asFloatBuffer();
  }
}
