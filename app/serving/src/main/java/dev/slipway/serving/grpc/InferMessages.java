// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.RawTensors;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferRequest.InferRequestedOutputTensor;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads inference requests and writes their answers.
final class InferMessages {

  /// What a part of a message takes besides its bytes.
  private static final int OBJECT = 64;

  private final String modelName;
  private final String modelVersion;
  private final Map<String, TensorSpec> inputs = new LinkedHashMap<>();
  private final List<String> outputs;

  InferMessages(
      String modelName, String modelVersion, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.modelName = modelName;
    this.modelVersion = modelVersion;
    inputs.forEach(spec -> this.inputs.put(spec.name(), spec));
    this.outputs = outputs.stream().map(TensorSpec::name).toList();
  }

  /// About what an unpacked message takes. Small numbers and short texts take several times what
  /// they do when they are sent.
  static long memoryOf(MessageLite message) {
    long bytes = message.getSerializedSize();
    if (message instanceof ModelInferRequest request) {
      bytes += (long) OBJECT * (request.getOutputsCount() + request.getRawInputContentsCount());
      for (InferInputTensor input : request.getInputsList()) {
        var contents = input.getContents();
        long parts = 2L + input.getParametersCount() + contents.getBytesContentsCount();
        bytes += OBJECT * parts;
        bytes += 4L * (contents.getIntContentsCount() + contents.getUintContentsCount());
        bytes += 8L * (contents.getInt64ContentsCount() + contents.getUint64ContentsCount());
        bytes += 8L * input.getShapeCount();
      }
    }
    return bytes;
  }

  Map<String, Tensor> read(ModelInferRequest request, TensorMemory memory)
      throws InferenceException {
    boolean raw = request.getRawInputContentsCount() > 0;
    if (raw && request.getRawInputContentsCount() != request.getInputsCount()) {
      throw InferenceException.invalid(
          "%d raw_input_contents do not fit %d inputs"
              .formatted(request.getRawInputContentsCount(), request.getInputsCount()));
    }
    requestedOutputs(request);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (int i = 0; i < request.getInputsCount(); i++) {
        InferInputTensor input = request.getInputs(i);
        refuseExtensions(input.getParametersMap());
        Tensor tensor =
            raw ? raw(input, request.getRawInputContents(i), memory) : typed(input, memory);
        if (tensors.put(input.getName(), tensor) != null) {
          throw InferenceException.invalid("input '" + input.getName() + "' is there twice");
        }
      }
    } catch (IllegalArgumentException badShape) {
      throw InferenceException.invalid(String.valueOf(badShape.getMessage()));
    }
    for (String name : inputs.keySet()) {
      if (!tensors.containsKey(name)) {
        throw InferenceException.invalid("input '" + name + "' is missing");
      }
    }
    return tensors;
  }

  private Tensor raw(InferInputTensor input, ByteString bytes, TensorMemory memory)
      throws InferenceException {
    if (input.hasContents()) {
      throw InferenceException.invalid(
          "input '" + input.getName() + "' has contents beside raw_input_contents");
    }
    return new RawTensors(bytes.asReadOnlyByteBuffer())
        .next(input.getName(), checkedType(input), shape(input), bytes.size(), memory);
  }

  private Tensor typed(InferInputTensor input, TensorMemory memory) throws InferenceException {
    return GrpcTensors.read(
        input.getName(), checkedType(input), shape(input), input.getContents(), memory);
  }

  private static long[] shape(InferInputTensor input) {
    return input.getShapeList().stream().mapToLong(Long::longValue).toArray();
  }

  /// The type, once it, the name and the shape are known to fit the model.
  private DataType checkedType(InferInputTensor input) throws InferenceException {
    TensorSpec spec = inputs.get(input.getName());
    if (spec == null) {
      throw InferenceException.invalid(
          "the model has no input '%s'; it has %s".formatted(input.getName(), inputs.keySet()));
    }
    DataType datatype =
        DataType.named(input.getDatatype())
            .orElseThrow(() ->
                InferenceException.invalid(
                    "'" + input.getDatatype() + "' is not a datatype of the protocol"));
    String misfit = spec.whyUnfit(datatype, shape(input)).orElse("");
    if (!misfit.isEmpty()) {
      throw InferenceException.invalid("input " + misfit);
    }
    return datatype;
  }

  private Set<String> requestedOutputs(ModelInferRequest request) throws InferenceException {
    Set<String> names = new LinkedHashSet<>();
    for (InferRequestedOutputTensor output : request.getOutputsList()) {
      refuseExtensions(output.getParametersMap());
      if (!outputs.contains(output.getName())) {
        throw InferenceException.invalid(
            "the model has no output '%s'; it has %s".formatted(output.getName(), outputs));
      }
      if (!names.add(output.getName())) {
        throw InferenceException.invalid("output '" + output.getName() + "' is asked for twice");
      }
    }
    return names.isEmpty() ? new LinkedHashSet<>(outputs) : names;
  }

  private static void refuseExtensions(Map<String, InferParameter> parameters)
      throws InferenceException {
    if (parameters.containsKey("classification")) {
      throw InferenceException.notOffered("classification");
    }
    if (parameters.containsKey("shared_memory_region")) {
      throw InferenceException.notOffered("shared memory");
    }
  }

  /// Raw where the request was raw, or where typed contents cannot carry an output.
  ModelInferResponse write(ModelInferRequest request, Map<String, Tensor> answer)
      throws InferenceException {
    List<Map.Entry<String, Tensor>> wanted = new ArrayList<>();
    for (String name : requestedOutputs(request)) {
      Tensor tensor = answer.get(name);
      if (tensor != null) {
        wanted.add(Map.entry(name, tensor));
      }
    }
    boolean raw =
        request.getRawInputContentsCount() > 0
            || !wanted.stream()
                .allMatch(output -> GrpcTensors.hasContents(output.getValue().datatype()));
    ModelInferResponse.Builder response =
        ModelInferResponse.newBuilder()
            .setModelName(modelName)
            .setModelVersion(modelVersion)
            .setId(request.getId());
    for (Map.Entry<String, Tensor> output : wanted) {
      Tensor tensor = output.getValue();
      InferOutputTensor.Builder out =
          response
              .addOutputsBuilder()
              .setName(output.getKey())
              .setDatatype(tensor.datatype().name());
      for (int axis = 0; axis < tensor.rank(); axis++) {
        out.addShape(tensor.dimension(axis));
      }
      if (raw) {
        response.addRawOutputContents(ByteString.copyFrom(RawTensors.bytes(tensor)));
      } else {
        out.setContents(GrpcTensors.write(tensor));
      }
    }
    return response.build();
  }
}
