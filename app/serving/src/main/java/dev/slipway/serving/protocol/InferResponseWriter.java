// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.InferRequest.RequestedOutput;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the answer to an inference request.
public final class InferResponseWriter {

  /// JSON, and the raw tensors that follow it; the latter are views of the outputs.
  public record Body(String json, List<ByteBuffer> raw) {}

  private final String begin;
  private final NonFinite nonFinite;

  public InferResponseWriter(String modelName, String modelVersion, NonFinite nonFinite) {
    JsonWriter json = new JsonWriter().object();
    json.key("model_name").value(modelName).key("model_version").value(modelVersion);
    this.begin = json.toString();
    this.nonFinite = nonFinite;
  }

  /// @param outputs every output of the model, in its order
  /// @throws InferenceException when JSON cannot carry an output
  public Body write(InferRequest request, Map<String, Tensor> outputs, JsonWriter json)
      throws InferenceException {
    var into = new Into(request, json, new ArrayList<>());
    json.resume(begin);
    request.id().ifPresent(id -> json.key("id").value(id));
    json.key("outputs").array();
    if (request.outputs().isEmpty()) {
      for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
        write(output.getKey(), request.binaryByDefault(), output.getValue(), into);
      }
    }
    for (RequestedOutput wanted : request.outputs()) {
      Tensor tensor = outputs.get(wanted.name());
      if (tensor != null) {
        write(wanted.name(), wanted.binary(), tensor, into);
      }
    }
    json.endArray().endObject();
    return new Body(json.toString(), into.raw());
  }

  /// An answer in progress.
  private record Into(InferRequest request, JsonWriter json, List<ByteBuffer> raw) {}

  private void write(String name, boolean binary, Tensor tensor, Into into)
      throws InferenceException {
    JsonWriter json = into.json();
    json.object().key("name").value(name);
    json.key("datatype").value(tensor.datatype().name());
    json.key("shape").value(tensor.shape());
    if (binary) {
      ByteBuffer bytes = RawTensors.bytes(tensor);
      json.key("parameters").object().key("binary_data_size").value(bytes.remaining()).endObject();
      into.raw().add(bytes);
    } else {
      json.key("data").array();
      elements(name, tensor, into);
      json.endArray();
    }
    json.endObject();
  }

  private void elements(String name, Tensor tensor, Into into) throws InferenceException {
    JsonWriter json = into.json();
    ByteBuffer data = tensor.data();
    int size = tensor.size();
    for (int i = 0; i < size; i++) {
      if (!JsonElements.write(json, name, tensor, data, i)) {
        nonFinite(name, tensor.doubleAt(i), into);
      }
    }
  }

  private void nonFinite(String name, double value, Into into) throws InferenceException {
    if (nonFinite == NonFinite.NULL) {
      into.json().nothing();
      return;
    }
    if (into.request().hasMissing()) {
      throw InferenceException.invalid(
          "a value is missing, and the model then answers %s in '%s': it needs every value"
              .formatted(value, name));
    }
    throw new InferenceException(
        InferenceException.Kind.INTERNAL,
        "output '%s' has %s, which JSON cannot carry: ask for binary output"
            .formatted(name, value));
  }
}
