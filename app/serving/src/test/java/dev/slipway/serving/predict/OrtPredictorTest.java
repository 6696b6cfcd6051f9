// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrtPredictorTest extends PredictorTck {

  private static final ModelSettings ONE_THREAD = ModelSettings.withThreads(1);

  @TempDir Path folder;

  @Override
  Predictor open() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("mlp.onnx"));
    return OrtPredictor.load(file, ONE_THREAD);
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
  void carriesEveryBitOfEachNumericType(DataType datatype) throws Exception {
    Path file = TestModel.identity(datatype, "n", 2).writeTo(folder.resolve("identity.onnx"));
    Tensor tensor = Tensor.zeros(datatype, 3, 2);
    for (int i = 0; i < tensor.data().capacity(); i++) {
      tensor.data().put(i, (byte) (datatype == DataType.BOOL ? i % 2 : 37 * i + 11));
    }

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD)) {
      assertEquals(Map.of("y", tensor), predictor.predict(Map.of("x", tensor)));
    }
  }

  @Test
  void carriesTexts() throws Exception {
    Path file = TestModel.identity(DataType.BYTES, "n").writeTo(folder.resolve("text.onnx"));
    Tensor texts = Tensor.strings(new long[] {4}, "", "plain", "Zürich", "日本");

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD)) {
      assertEquals(Map.of("y", texts), predictor.predict(Map.of("x", texts)));
      assertEquals(
          Kind.UNSUPPORTED,
          assertThrows(
                  InferenceException.class,
                  () ->
                      predictor.predict(
                          Map.of("x", Tensor.strings(new long[] {1}, "smile \uD83D\uDE00"))))
              .kind());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"UINT16", "UINT32", "UINT64"})
  void readsUnsignedOutputs(DataType datatype) throws Exception {
    Path file =
        new TestModel("cast")
            .input("x", DataType.FP64, "n")
            .castTo(datatype, "x", "y")
            .output("y", datatype, "n")
            .writeTo(folder.resolve("cast.onnx"));
    Map<String, Tensor> request = Map.of("x", Tensor.doubles(new long[] {3}, 0, 1, 65535));

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD)) {
      Tensor answer = requireNonNull(predictor.predict(request).get("y"));
      assertEquals("DATATYPE[3]".replace("DATATYPE", datatype.name()), answer.toString());
      assertEquals("[0.0, 1.0, 65535.0]", Arrays.toString(answer.toDoubles()));
    }
  }

  @Test
  void answersWithAnInputThatTheGraphHandsThrough() throws Exception {
    Path file =
        new TestModel("through")
            .input("x", DataType.FP32, "n", 2)
            .node("Relu", "x", "y")
            .output("y", DataType.FP32, "n", 2)
            .output("x", DataType.FP32, "n", 2)
            .writeTo(folder.resolve("through.onnx"));
    Tensor given = Tensor.floats(new long[] {2, 2}, -1, 2, -3, 4);
    Tensor positive = Tensor.floats(new long[] {2, 2}, 0, 2, 0, 4);

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD);
        PreparedRun run = predictor.prepare(Map.of("x", given))) {
      Map<String, Tensor> expected = Map.of("y", positive, "x", given);
      assertEquals(expected, predictor.predict(Map.of("x", given)));
      run.run();
      run.run();
      assertEquals(expected, run.outputs());
    }
  }

  @Test
  void answersWhenTheModelDoesNotKeepItsDeclaredShapes() throws Exception {
    Path file =
        new TestModel("liar")
            .input("x", DataType.FP32, "n", 2)
            .node("Transpose", "x", "t")
            .node("Relu", "t", "y")
            .output("y", DataType.FP32, "n", "m")
            .writeTo(folder.resolve("liar.onnx"));
    Map<String, Tensor> request = Map.of("x", Tensor.floats(new long[] {3, 2}, 1, 2, 3, 4, 5, 6));

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD)) {
      Map<String, Tensor> expected =
          Map.of("y", Tensor.floats(new long[] {2, 3}, 1, 3, 5, 2, 4, 6));
      assertEquals(expected, predictor.predict(request));
      assertEquals(expected, predictor.predict(request));
    }
  }

  @Test
  void aPreparedRunFollowsOutputsWhoseShapeDependsOnTheData() throws Exception {
    Path file =
        new TestModel("nonzero")
            .input("x", DataType.FP32, "n")
            .node("NonZero", "x", "y")
            .output("y", DataType.INT64, 1, "?")
            .writeTo(folder.resolve("nonzero.onnx"));
    Tensor input = Tensor.floats(new long[] {3}, 0, 5, 0);

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD);
        PreparedRun run = predictor.prepare(Map.of("x", input))) {
      run.run();
      assertEquals(Map.of("y", Tensor.longs(new long[] {1, 1}, 1)), run.outputs());
      input.data().asFloatBuffer().put(new float[] {1, 0, 1});
      run.run();
      assertEquals(Map.of("y", Tensor.longs(new long[] {1, 2}, 0, 2)), run.outputs());
    }
  }

  @Test
  void servesSequencesOfMapsAsTwoTensors() throws Exception {
    Path file = TestModel.zipMap("red", "green", "blue").writeTo(folder.resolve("zip.onnx"));
    Map<String, Tensor> request =
        Map.of("x", Tensor.floats(new long[] {2, 3}, 0.5f, 0.25f, 0.125f, 1, 2, 3));
    long[] shape = {2, 3};

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD)) {
      assertEquals(
          List.of("probabilities FP32", "probabilities_keys BYTES"),
          predictor.outputs().stream().map(spec -> spec.name() + " " + spec.datatype()).toList());
      assertEquals(
          Map.of(
              "probabilities", Tensor.floats(shape, 0.125f, 0.25f, 0.5f, 3, 2, 1),
              "probabilities_keys",
                  Tensor.strings(shape, "blue", "green", "red", "blue", "green", "red")),
          predictor.predict(request));
    }
  }

  @Test
  void readsWhatTheFileSaysOfItself() throws Exception {
    Path file =
        TestModel.perceptron(4, 8, 3)
            .metadata("trained-on", "wine")
            .writeTo(folder.resolve("named.onnx"));

    try (OrtPredictor predictor = OrtPredictor.load(file, ONE_THREAD)) {
      assertEquals(
          new ModelMetadata(
              "slipway-tests",
              "perceptron",
              "",
              "",
              OptionalLong.of(7),
              Map.of("trained-on", "wine")),
          predictor.metadata());
    }
  }

  @Test
  void writesTheProfileThatItWasAskedFor() throws Exception {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("profiled.onnx"));

    try (OrtPredictor predictor =
        OrtPredictor.load(file, ONE_THREAD.profiledTo(folder.resolve("profile")))) {
      predictor.predict(Map.of("input", Tensor.zeros(DataType.FP32, 1, 4)));
      assertTrue(Files.readString(predictor.endProfile()).contains("\"op_name\""));
    }
  }

  @Test
  void refusesWhatIsNoModel() throws Exception {
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");
    Path whole = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("whole.onnx"));
    byte[] bytes = Files.readAllBytes(whole);
    Path truncated =
        Files.write(folder.resolve("half.onnx"), Arrays.copyOf(bytes, bytes.length / 2));

    for (Path file : List.of(text, truncated, folder, folder.resolve("absent.onnx"))) {
      var refused =
          assertThrows(InferenceException.class, () -> OrtPredictor.load(file, ONE_THREAD));
      assertEquals(Kind.INVALID_MODEL, refused.kind());
      assertTrue(refused.reason().contains(file.toString()), refused.reason());
    }
  }

  @Test
  void wrapsABufferThatStartsInTheMiddle() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(32).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putFloat(16, 1f).putFloat(20, 2f).putFloat(24, 3f).putFloat(28, 4f).position(16);
    Tensor wrapped = Tensor.wrap(DataType.FP32, new long[] {1, 4}, buffer);
    Tensor plain = Tensor.floats(new long[] {1, 4}, 1, 2, 3, 4);

    assertEquals(plain, wrapped);
    try (Predictor predictor = open()) {
      assertEquals(
          predictor.predict(Map.of("input", plain)), predictor.predict(Map.of("input", wrapped)));
    }
  }

  @Test
  void namesTheRuntime() {
    assertEquals("1.28.0", OrtBoot.runtimeVersion());
  }
}
