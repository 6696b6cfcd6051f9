// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import com.google.protobuf.ByteString;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.RawTensors;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads answers, this server's or another's, as a client does.
public final class InferAnswers {

  private InferAnswers() {}

  /// The outputs by name, from raw or from typed contents.
  ///
  /// @throws InferenceException where type, shape and contents do not fit one another
  public static Map<String, Tensor> read(ModelInferResponse answer) throws InferenceException {
    boolean raw = answer.getRawOutputContentsCount() > 0;
    if (raw && answer.getRawOutputContentsCount() != answer.getOutputsCount()) {
      throw InferenceException.invalid(
          "%d raw_output_contents do not fit %d outputs"
              .formatted(answer.getRawOutputContentsCount(), answer.getOutputsCount()));
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    try {
      for (int i = 0; i < answer.getOutputsCount(); i++) {
        InferOutputTensor output = answer.getOutputs(i);
        outputs.put(
            output.getName(), raw ? raw(output, answer.getRawOutputContents(i)) : typed(output));
      }
    } catch (IllegalArgumentException badShape) {
      throw InferenceException.invalid(String.valueOf(badShape.getMessage()));
    }
    if (outputs.isEmpty()) {
      throw InferenceException.invalid("the answer has no outputs");
    }
    return outputs;
  }

  private static Tensor raw(InferOutputTensor output, ByteString bytes) throws InferenceException {
    return new RawTensors(bytes.asReadOnlyByteBuffer())
        .next(output.getName(), type(output), shape(output), bytes.size(), TensorMemory.FRESH);
  }

  private static Tensor typed(InferOutputTensor output) throws InferenceException {
    return GrpcTensors.read(
        output.getName(), type(output), shape(output), output.getContents(), TensorMemory.FRESH);
  }

  private static long[] shape(InferOutputTensor output) {
    return output.getShapeList().stream().mapToLong(Long::longValue).toArray();
  }

  private static DataType type(InferOutputTensor output) throws InferenceException {
    return DataType.named(output.getDatatype())
        .orElseThrow(() ->
            InferenceException.invalid(
                "'" + output.getDatatype() + "' is not a datatype of the protocol"));
  }
}
