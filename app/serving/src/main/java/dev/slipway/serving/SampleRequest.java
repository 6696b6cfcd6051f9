// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.serving.protocol.JsonWriter;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A request of no meaning, as bytes on the wire: with the shapes of a request that stands for
/// those to come, or of one row where nothing is known but the signature. Then dynamic axes have
/// size 1. Texts are empty.
final class SampleRequest {

  private final List<TensorSpec> inputs;
  private final Map<String, Tensor> given;

  /// @param given a request of which the shapes are taken; may be empty
  SampleRequest(List<TensorSpec> inputs, Map<String, Tensor> given) {
    this.inputs = List.copyOf(inputs);
    this.given = Map.copyOf(given);
  }

  /// Whether JSON has a form for every input's type.
  boolean hasJson() {
    return inputs.stream()
        .map(TensorSpec::datatype)
        .noneMatch(type -> type == DataType.FP16 || type == DataType.BF16);
  }

  byte[] json() {
    JsonWriter request = new JsonWriter().object().key("inputs").array();
    for (TensorSpec input : inputs) {
      describe(request, input).key("data").array();
      for (long i = 0; i < elements(input); i++) {
        value(request, input.datatype());
      }
      request.endArray().endObject();
    }
    return request.endArray().endObject().toString().getBytes(UTF_8);
  }

  private static void value(JsonWriter request, DataType type) {
    switch (type) {
      case BOOL -> request.value(false);
      case BYTES -> request.value("");
      case FP32, FP64 -> request.value(0.5);
      default -> request.value(0);
    }
  }

  /// The JSON header of [#binary].
  byte[] binaryHeader() {
    JsonWriter request = new JsonWriter().object().key("inputs").array();
    for (TensorSpec input : inputs) {
      describe(request, input).key("parameters").object();
      request.key("binary_data_size").value(bytes(input)).endObject().endObject();
    }
    request.endArray().key("parameters").object().key("binary_data_output").value(true);
    return request.endObject().endObject().toString().getBytes(UTF_8);
  }

  /// The header and zeros; a text of no length is four zero bytes too.
  byte[] binary() {
    byte[] header = binaryHeader();
    long zeros = inputs.stream().mapToLong(this::bytes).sum();
    return Arrays.copyOf(header, Math.toIntExact(header.length + zeros));
  }

  private JsonWriter describe(JsonWriter request, TensorSpec input) {
    request.object().key("name").value(input.name()).key("shape").value(shape(input));
    return request.key("datatype").value(input.datatype().name());
  }

  private long[] shape(TensorSpec input) {
    Tensor like = given.get(input.name());
    if (like != null) {
      return like.shape();
    }
    return Arrays.stream(input.protocolShape()).map(size -> size < 0 ? 1 : size).toArray();
  }

  private long elements(TensorSpec input) {
    return Arrays.stream(shape(input)).reduce(1, Math::multiplyExact);
  }

  private long bytes(TensorSpec input) {
    int width = input.datatype() == DataType.BYTES ? 4 : input.datatype().byteSize();
    return elements(input) * width;
  }
}
