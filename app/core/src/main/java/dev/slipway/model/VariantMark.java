// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.slipway.base.Sha256;
import java.util.Map;

/// Marks a variant with the hash of the model that it was made from, so that it is not taken for a
/// variant of a later model.
public final class VariantMark {

  private static final String KEY = "slipway.variant-of";

  private VariantMark() {}

  /// @param onnx a whole model that was made from another
  public static byte[] on(byte[] onnx, Sha256 of) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(onnx).toBuilder()
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey(KEY).setValue(of.toString()))
        .build()
        .toByteArray();
  }

  /// @param metadata of a model's file
  public static boolean isOn(Map<String, String> metadata, Sha256 of) {
    return of.toString().equals(metadata.get(KEY));
  }
}
