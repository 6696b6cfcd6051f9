// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Notes in a model's metadata, added without reading the model: a message of protocol buffers may
/// be followed by more of its fields.
public final class OnnxNotes {

  private OnnxNotes() {}

  /// @param notes values by key
  public static void append(Path onnx, Map<String, String> notes) throws IOException {
    ModelProto.Builder more = ModelProto.newBuilder();
    notes.forEach((key, value) ->
        more.addMetadataProps(
            StringStringEntryProto.newBuilder().setKey(key).setValue(value).build()));
    Files.write(onnx, more.build().toByteArray(), StandardOpenOption.APPEND);
  }
}
