// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.Tensor;
import inference.InferTensorContents;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What servers answer, in either form, is read as tensors.
class InferAnswersTest {

  private static final ByteString BYTES =
      ByteString.copyFrom(new byte[] {0, 0, 0, 64, 0, 0, 64, 64});

  private static InferOutputTensor.Builder output(String name, String datatype, long... shape) {
    var output = InferOutputTensor.newBuilder().setName(name).setDatatype(datatype);
    for (long size : shape) {
      output.addShape(size);
    }
    return output;
  }

  @Test
  void readsRawContents() throws InferenceException {
    var answer =
        ModelInferResponse.newBuilder()
            .addOutputs(output("p", "FP32", 1, 2))
            .addOutputs(output("label", "BYTES", 1))
            .addRawOutputContents(BYTES)
            .addRawOutputContents(ByteString.copyFrom(new byte[] {2, 0, 0, 0, 'o', 'k'}));

    assertEquals(
        Map.of(
            "p", Tensor.floats(new long[] {1, 2}, 2, 3),
            "label", Tensor.strings(new long[] {1}, "ok")),
        InferAnswers.read(answer.build()));
  }

  @Test
  void readsTypedContents() throws InferenceException {
    var answer =
        ModelInferResponse.newBuilder()
            .addOutputs(
                output("p", "FP32", 1, 2)
                    .setContents(
                        InferTensorContents.newBuilder().addFp32Contents(2).addFp32Contents(3)))
            .addOutputs(
                output("label", "BYTES", 1)
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addBytesContents(ByteString.copyFromUtf8("ok"))));

    assertEquals(
        Map.of(
            "p", Tensor.floats(new long[] {1, 2}, 2, 3),
            "label", Tensor.strings(new long[] {1}, "ok")),
        InferAnswers.read(answer.build()));
  }

  static List<ModelInferResponse> broken() {
    return Stream.of(
            ModelInferResponse.newBuilder(),
            ModelInferResponse.newBuilder()
                .addOutputs(output("p", "FP32", 2))
                .addRawOutputContents(BYTES)
                .addRawOutputContents(BYTES),
            ModelInferResponse.newBuilder()
                .addOutputs(output("p", "FP32", 3))
                .addRawOutputContents(BYTES),
            ModelInferResponse.newBuilder()
                .addOutputs(output("p", "FP32", -1))
                .addRawOutputContents(BYTES),
            ModelInferResponse.newBuilder().addOutputs(output("p", "FP32", 1, 2)),
            ModelInferResponse.newBuilder()
                .addOutputs(output("p", "DECIMAL", 2))
                .addRawOutputContents(BYTES))
        .map(ModelInferResponse.Builder::build)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void saysWhatDoesNotFit(ModelInferResponse answer) {
    assertThrows(InferenceException.class, () -> InferAnswers.read(answer));
  }
}
