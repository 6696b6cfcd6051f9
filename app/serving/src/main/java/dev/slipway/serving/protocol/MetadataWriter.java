// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;

/// Writes what the server and the model say of themselves.
public final class MetadataWriter {

  private static final String PLATFORM = "onnxruntime_onnx";

  private MetadataWriter() {}

  public static String server(String version) {
    JsonWriter json = new JsonWriter().object();
    json.key("name").value("slipway").key("version").value(version);
    json.key("extensions").value(List.of("binary_tensor_data"));
    return json.endObject().toString();
  }

  public static String model(
      String name, String version, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    JsonWriter json = new JsonWriter().object();
    json.key("name").value(name).key("versions").value(List.of(version));
    json.key("platform").value(PLATFORM);
    tensors(json.key("inputs"), inputs);
    tensors(json.key("outputs"), outputs);
    return json.endObject().toString();
  }

  private static void tensors(JsonWriter json, List<TensorSpec> specs) {
    json.array();
    for (TensorSpec spec : specs) {
      json.object().key("name").value(spec.name());
      json.key("datatype").value(spec.datatype().name());
      json.key("shape").value(spec.protocolShape()).endObject();
    }
    json.endArray();
  }

  /// `{"error":"…"}`
  public static String error(String message) {
    return new JsonWriter().object().key("error").value(message).endObject().toString();
  }

  /// One flag, such as `{"live":true}`.
  public static String flag(String name, boolean value) {
    return new JsonWriter().object().key(name).value(value).endObject().toString();
  }

  /// Readiness of the model.
  public static String modelReady(String name, boolean ready) {
    JsonWriter json = new JsonWriter().object().key("name").value(name);
    return json.key("ready").value(ready).endObject().toString();
  }
}
